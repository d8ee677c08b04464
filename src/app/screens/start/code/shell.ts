import type { WirePayload } from '../../../format/payload.js';
import type { StartCall } from '../start-call.js';
import { codeValue } from './payload-value.js';
import type { CodeTarget } from './snippet.js';

/** The same call for `temporal`, the CLI, in any POSIX shell. What it cannot say stands in a comment before it. */
export function shellCode(call: StartCall, { namespace }: CodeTarget): string {
  const flags: string[] = [];
  const flag = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') flags.push(`--${name} ${shellQuote(String(value))}`);
  };
  flag('namespace', namespace);
  flag('type', call.workflowType);
  flag('task-queue', call.taskQueue);
  flag('workflow-id', call.workflowId);
  const missing = inputFlags(flags, 'input', call.args);
  if (call.signal) {
    flag('signal-name', call.signal.name);
    missing.push(...inputFlags(flags, 'signal-input', call.signal.args));
  }
  if (call.update) {
    flag('update-name', call.update.name);
    flag('update-id', call.update.updateId);
    if (call.update.waitForStage === 'ACCEPTED') flag('update-wait-for-stage', 'accepted');
    missing.push(...inputFlags(flags, 'update-input', call.update.args));
  }
  flag('execution-timeout', duration(call.executionTimeoutMs));
  flag('run-timeout', duration(call.runTimeoutMs));
  flag('task-timeout', duration(call.taskTimeoutMs));
  flag('start-delay', duration(call.startDelayMs));
  flag('cron', call.cron);
  flag('id-reuse-policy', policy(call.reusePolicy));
  flag('id-conflict-policy', policy(call.conflictPolicy));
  for (const [key, payload] of Object.entries(call.memo ?? {})) {
    const value = codeValue(payload);
    if (value.kind === 'json') flag('memo', `${key}=${value.text}`);
    else missing.push(`memo ${key}`);
  }
  for (const { key, value } of call.attributes) flag('search-attribute', `${key.name}=${JSON.stringify(value)}`);
  flag('priority-key', call.priority?.priorityKey);
  flag('fairness-key', call.priority?.fairnessKey);
  flag('fairness-weight', call.priority?.fairnessWeight);
  flag('static-summary', call.summary);
  flag('static-details', call.details);
  if (call.retry) missing.push('retry policy');
  if (call.versioning) missing.push('versioning override');
  if (call.headers) missing.push('headers');
  const note = missing.length > 0 ? [`# The CLI cannot set: ${missing.join(', ').replace(/\s/g, ' ')}`] : [];
  return [...note, [`temporal workflow ${command(call)}`, ...flags.map((text) => `  ${text}`)].join(' \\\n'), ''].join(
    '\n',
  );
}

function command({ signal, update }: StartCall): string {
  if (signal) return 'signal-with-start';
  if (!update) return 'start';
  return update.waitForStage === 'ACCEPTED' ? 'start-update-with-start' : 'execute-update-with-start';
}

/** JSON goes as it is. All inputs share one encoding there, so others go only where all of them are alike. */
function inputFlags(flags: string[], name: string, payloads: readonly WirePayload[]): string[] {
  const values = payloads.map(codeValue);
  if (values.every(({ kind }) => kind === 'json')) {
    for (const value of values) if (value.kind === 'json') flags.push(`--${name} ${shellQuote(value.text)}`);
    return [];
  }
  return [`${name} that is not plain JSON`];
}

function policy(name: string | undefined): string | undefined {
  return name
    ?.toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Go's spelling, which has no days. */
function duration(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** Single quotes keep everything, line breaks too; a single quote itself stands between two such strings. */
export function shellQuote(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
