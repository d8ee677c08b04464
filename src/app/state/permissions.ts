/**
 * What a person can do to an execution, as `config.json` names it. `readOnly` denies all of them, `disabled` some.
 * This shapes the interface only: what is allowed is decided by the proxy and by the server.
 */
export const actions = [
  'start',
  'signal',
  'query',
  'update',
  'cancel',
  'terminate',
  'reset',
  'pause',
  'delete',
  'options',
  'activities',
  'batch',
] as const;

export type Action = (typeof actions)[number];

/** What a role may be too low for: actions, and what `config.json` has no switch of its own for. */
export type Deed = Action | 'stopBatch';

/** Asking a running Workflow changes nothing, so a read-only console may. */
const reading: ReadonlySet<Action> = new Set<Action>(['query']);

export function parseDisabled(value: unknown): ReadonlySet<Action> {
  const names = Array.isArray(value) ? value : [];
  return new Set(actions.filter((action) => names.includes(action)));
}

export function isAllowed(action: Action, config: { readOnly: boolean; disabled: ReadonlySet<Action> }): boolean {
  if (config.disabled.has(action)) return false;
  return !config.readOnly || reading.has(action);
}
