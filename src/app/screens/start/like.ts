import { payloadDraftOf } from '../../components/payload-input/payload-draft-of.js';
import type { NamedPayloadDraft } from '../../components/payload-input/payload-draft.js';
import { durationInput } from '../../format/duration-input.js';
import { viewPayload, type WirePayload } from '../../format/payload.js';
import type { PayloadReader } from '../../state/payload-reader.svelte.js';
import { msFrom } from '../../../live/wire.js';
import { attributeText } from '../workflow/details/search-attributes.js';
import type { HistoryEvent } from '../workflow/outcome.js';
import { type AttributeDraft, attributeTypes, emptyDraft, type StartDraft } from './draft.js';

type Attributes = HistoryEvent['attributes'];
type Started = Extract<Attributes, { case: 'workflowExecutionStartedEventAttributes' }>['value'];
type WireDuration = Parameters<typeof msFrom>[0];

/** Trace contexts name the trace of the old run: a new one with the same would be drawn into it. */
const tracingHeaders = new Set(['_tracer-data', 'tracestate', 'traceparent', '_tracer-data-context']);

/**
 * The draft that starts a Workflow as a run was started: by its first event, since that is what was asked for, whatever
 * the run changed later. Id policies and links are not recorded anywhere, so they are not in it.
 *
 * @throws what the codec's client throws: half of the arguments would be worse than none
 */
export async function likeDraft(reader: PayloadReader, event: HistoryEvent): Promise<StartDraft> {
  const { attributes, userMetadata } = event;
  if (attributes.case !== 'workflowExecutionStartedEventAttributes') throw new TypeError('The run has no first event.');
  const started = attributes.value;
  const inputs = started.input?.payloads ?? [];
  const memo = Object.entries(started.memo?.fields ?? {});
  const people = [userMetadata?.summary, userMetadata?.details];
  const decoded = await reader.decodeAll([
    ...inputs,
    ...memo.map(([, payload]) => payload),
    ...people.filter((payload) => payload !== undefined),
  ]);
  const next = () => decoded.shift();
  return {
    ...emptyDraft(),
    workflowType: started.workflowType?.name ?? '',
    taskQueue: started.taskQueue?.name ?? '',
    args: inputs.map((payload, index) => payloadDraftOf(next() ?? payload, index + 1)),
    memo: memo.map(([name, payload], index) => named(name, next() ?? payload, index + 1)),
    summary: people[0] ? plainText(next()) : '',
    details: people[1] ? plainText(next()) : '',
    // No codec touches these two.
    headers: Object.entries(started.header?.fields ?? {})
      .filter(([name]) => !tracingHeaders.has(name))
      .map(([name, payload], index) => named(name, payload, index + 1)),
    attributes: attributeDrafts(started.searchAttributes?.indexedFields ?? {}),
    executionTimeout: durationText(started.workflowExecutionTimeout),
    runTimeout: durationText(started.workflowRunTimeout),
    taskTimeout: durationText(started.workflowTaskTimeout),
    startDelay: startDelay(started),
    cron: started.cronSchedule,
    ...retryOf(started),
    ...priorityOf(started),
    ...versioningOf(started),
  };
}

function named(name: string, payload: WirePayload, id: number): NamedPayloadDraft {
  return { ...payloadDraftOf(payload, id), name };
}

function retryOf({ retryPolicy }: Started): Partial<StartDraft> {
  if (!retryPolicy) return {};
  const { maximumAttempts, backoffCoefficient, nonRetryableErrorTypes } = retryPolicy;
  return {
    useRetry: true,
    attempts: maximumAttempts ? String(maximumAttempts) : '',
    initialInterval: durationText(retryPolicy.initialInterval),
    maximumInterval: durationText(retryPolicy.maximumInterval),
    backoff: backoffCoefficient ? String(backoffCoefficient) : '',
    nonRetryable: nonRetryableErrorTypes.join(', '),
  };
}

function priorityOf({ priority }: Started): Partial<StartDraft> {
  if (!priority) return {};
  const { priorityKey, fairnessKey, fairnessWeight } = priority;
  return {
    priorityKey: priorityKey ? String(priorityKey) : '',
    fairnessKey,
    // A float32 on the wire: 0.1 is 0.10000000149 without this.
    fairnessWeight: fairnessWeight ? String(Number(fairnessWeight.toPrecision(7))) : '',
  };
}

function versioningOf({ versioningOverride }: Started): Partial<StartDraft> {
  const override = versioningOverride?.override;
  if (override?.case === 'autoUpgrade') return { versioning: 'AUTO_UPGRADE' };
  const version = override?.case === 'pinned' ? override.value.version : undefined;
  return version ? { versioning: 'PINNED', ...pick(version) } : {};
}

function pick({ deploymentName, buildId }: { deploymentName: string; buildId: string }) {
  return { deploymentName, buildId };
}

/** The backoff of a first run is its delay; that of a retry, of a cron or of a continued run is something else. */
function startDelay(started: Started): string {
  const isFirst = started.attempt <= 1 && !started.cronSchedule && !started.continuedExecutionRunId;
  return isFirst ? durationText(started.firstWorkflowTaskBackoff) : '';
}

/** Attributes as typed rows; the server sends the type of each with its value. Its own cannot be set. */
function attributeDrafts(fields: Record<string, WirePayload>): AttributeDraft[] {
  return Object.entries(fields)
    .filter(([name]) => name !== 'BuildIds' && !name.startsWith('Temporal'))
    .flatMap(([name, payload], index) => {
      const typeName = new TextDecoder().decode(payload.metadata['type']);
      const type = attributeTypes.find((known) => known.replaceAll('_', '') === typeName.toUpperCase());
      return type ? [{ id: index + 1, name, type, value: attributeValue(payload, type) }] : [];
    });
}

/** Keywords with commas in them stand as JSON, so that they stay one. */
function attributeValue(payload: WirePayload, type: AttributeDraft['type']): string {
  const view = viewPayload(payload);
  if (type === 'KEYWORD_LIST' && view.kind === 'json' && view.node.kind === 'array') {
    const items = view.node.items.map((item) => (item.kind === 'string' ? item.value : ''));
    if (items.some((item) => item.includes(',') || item !== item.trim() || item === '')) return JSON.stringify(items);
  }
  return attributeText(payload);
}

function plainText(payload: WirePayload | undefined): string {
  const view = payload && viewPayload(payload);
  return view?.kind === 'json' && view.node.kind === 'string' ? view.node.value : '';
}

function durationText(duration: WireDuration): string {
  const ms = msFrom(duration);
  return ms ? durationInput(ms) : '';
}
