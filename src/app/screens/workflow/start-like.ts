import type { WorkflowExecutionDescription } from '../../../client/index.js';
import { durationInput } from '../../format/duration-input.js';
import { stringifyNode } from '../../format/json.js';
import { type PayloadView, viewPayload, type WirePayload } from '../../format/payload.js';
import { msFrom } from '../../state/wire.js';
import { router } from '../../state/router.svelte.js';
import { href } from '../../state/routes.js';
import { toasts } from '../../state/toasts.svelte.js';
import { type AttributeDraft, attributeTypes, emptyDraft, saveDraft } from '../start/draft.js';
import type { HistoryEvent } from './outcome.js';
import { attributeText } from './search-attributes.js';

/** Opens the start form with everything this run was started with: all arguments, timeouts, retry policy, memo. */
export function startLike(namespace: string, info: WorkflowExecutionDescription, firstEvent: HistoryEvent): void {
  const { attributes } = firstEvent;
  if (attributes.case !== 'workflowExecutionStartedEventAttributes') return;
  const started = attributes.value;
  const inputs = (started.input?.payloads ?? []).map(viewPayload);
  const retry = started.retryPolicy;
  const memo = Object.entries(started.memo?.fields ?? {}).map(([key, payload]) => [key, viewPayload(payload)] as const);
  const kept = saveDraft(namespace, {
    ...emptyDraft(),
    workflowType: info.type,
    taskQueue: started.taskQueue?.name ?? info.taskQueue,
    args: inputs.map((view, index) => ({ id: index + 1, text: textOf(view) })),
    executionTimeout: durationText(started.workflowExecutionTimeout),
    runTimeout: durationText(started.workflowRunTimeout),
    taskTimeout: durationText(started.workflowTaskTimeout),
    useRetry: retry !== undefined,
    attempts: retry?.maximumAttempts ? String(retry.maximumAttempts) : '',
    initialInterval: durationText(retry?.initialInterval),
    maximumInterval: durationText(retry?.maximumInterval),
    backoff: retry?.backoffCoefficient ? String(retry.backoffCoefficient) : '',
    nonRetryable: retry?.nonRetryableErrorTypes.join(', ') ?? '',
    attributes: attributeDrafts(started.searchAttributes?.indexedFields ?? {}),
    summary: plainText(info.raw.executionConfig?.userMetadata?.summary),
    details: plainText(info.raw.executionConfig?.userMetadata?.details),
    cron: started.cronSchedule,
    memo:
      memo.length > 0
        ? `{\n${memo.map(([key, view]) => `  ${JSON.stringify(key)}: ${textOf(view)}`).join(',\n')}\n}`
        : '',
  });
  if (!kept)
    toasts.failed('Not everything fits', { detail: 'The arguments are too large for this browser to hand over.' });
  else if (inputs.some(({ kind }) => kind === 'binary' || kind === 'unreadable')) {
    toasts.failed('Some arguments are missing', { detail: 'They are not JSON, so this form cannot send them again.' });
  }
  router.go(href('start', { namespace }));
}

function textOf(view: PayloadView): string {
  return view.kind === 'json' ? stringifyNode(view.node) : 'null';
}

/** Attributes as typed rows; the server sends the type of each with its value. */
function attributeDrafts(fields: Record<string, WirePayload>): AttributeDraft[] {
  return Object.entries(fields).flatMap(([name, payload], index) => {
    const typeName = new TextDecoder().decode(payload.metadata['type']);
    const type = attributeTypes.find((known) => known.replaceAll('_', '') === typeName.toUpperCase());
    return type ? [{ id: index + 1, name, type, value: attributeText(payload) }] : [];
  });
}

function plainText(payload: WirePayload | undefined): string {
  const view = payload && viewPayload(payload);
  return view?.kind === 'json' && view.node.kind === 'string' ? view.node.value : '';
}

function durationText(duration: Parameters<typeof msFrom>[0]): string {
  const ms = msFrom(duration);
  return ms ? durationInput(ms) : '';
}
