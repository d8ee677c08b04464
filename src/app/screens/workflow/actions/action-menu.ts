import type { MenuItem } from '../../../components/menu-item.js';
import type { Command } from '../../../state/commands.svelte.js';
import { menuTexts as texts } from '../../../texts/run-actions.js';
import type { RunPage } from '../run-page.svelte.js';
import { blockedBy, offeredActions, primaryAction, type RunActionId, runActions } from './run-actions.js';

/** Does it, or opens its dialog; nothing when it is blocked. */
export function chooseAction(run: RunPage, id: RunActionId): void {
  const action = runActions[id];
  if (blockedBy(run, id)) return;
  if (action.run) action.run(run);
  else run.openAction({ id });
}

/** Which actions are buttons, and which are in the menu beside them. */
export function placeActions(run: RunPage): {
  buttons: RunActionId[];
  primary: RunActionId | undefined;
  menu: RunActionId[];
} {
  const offered = offeredActions(run);
  const primary = primaryAction(run, offered);
  const buttons = [...offered.filter((id) => id === 'query' && id !== primary), ...(primary ? [primary] : [])];
  return { buttons, primary, menu: offered.filter((id) => !buttons.includes(id)) };
}

export function menuItems(run: RunPage, ids: readonly RunActionId[]): MenuItem[] {
  return ids.map((id) => {
    const { label, icon, section, keys, danger = false, href } = runActions[id];
    const reason = blockedBy(run, id);
    return {
      label,
      icon,
      section: texts.sections[section],
      keys,
      danger,
      disabled: reason !== undefined,
      hint: reason,
      ...(href ? { href: href(run) } : { onselect: () => chooseAction(run, id) }),
    };
  });
}

/** The same for the palette and for keys. */
export function actionCommands(run: RunPage): Command[] {
  return offeredActions(run)
    .filter((id) => !blockedBy(run, id))
    .map((id) => {
      const { label, icon, keys, href } = runActions[id];
      const deed = href ? { href: href(run) } : { run: () => chooseAction(run, id) };
      return { id: `run.${id}`, label, group: texts.group, icon, first: true, ...(keys ? { keys } : {}), ...deed };
    });
}
