import type { HistoryEvent } from '../../client/index.js';
import type { WireFailure } from '../format/failure.js';
import type { WirePayload } from '../format/payload.js';
import { durationText } from '../format/time.js';
import { dateFrom, msFrom, type WireTimestamp } from '../../live/wire.js';
import { eventAsJson, fieldOf, type Json, type JsonObject } from './event-json.js';
import { isPayload } from './message-walk.js';
import { wordsOf } from './words.js';

/** One thing that an event says. */
export type Fact = { key: string; label: string } & (
  | { kind: 'text'; text: string }
  | { kind: 'word'; text: string }
  | { kind: 'event'; eventId: number }
  | { kind: 'execution'; workflowId: string; runId: string; namespace: string }
  | { kind: 'run'; runId: string }
  | { kind: 'time'; time: Date }
  | { kind: 'named'; payloads: readonly (readonly [name: string, payload: WirePayload])[] }
  | { kind: 'json'; json: Json }
);

/** Payloads or a failure: shown large, because they are what most people look for. */
export type Part = { key: string; label: string } & (
  { kind: 'payloads'; payloads: readonly WirePayload[] } | { kind: 'failure'; failure: WireFailure }
);

export interface EventFacts {
  facts: readonly Fact[];
  parts: readonly Part[];
}

/**
 * All that an event says, whatever event it is: from the message, and from its JSON, which has names for enums and leaves
 * out what was not set.
 */
export function factsOf(event: HistoryEvent): EventFacts {
  const collected = { facts: [] as Fact[], parts: [] as Part[] };
  const json = eventAsJson(event);
  for (const [key, value] of Object.entries(json)) {
    if (skipped.has(key)) continue;
    const message = fieldOf(event, key);
    if (/EventAttributes$/.test(key) || key === 'userMetadata') readFields(value, message, collected);
    else readField(key, value, message, collected, json);
  }
  return collected;
}

/** Said elsewhere, or of no use to anybody but the server. */
const skipped: ReadonlySet<string> = new Set(['eventId', 'eventTime', 'eventType', 'version', 'taskId']);

type Collected = { facts: Fact[]; parts: Part[] };

function readFields(json: Json, message: unknown, collected: Collected): void {
  if (!isObject(json) || typeof message !== 'object' || message === null) return;
  for (const [key, value] of Object.entries(json)) readField(key, value, fieldOf(message, key), collected, json);
}

function readField(key: string, json: Json, message: unknown, { facts, parts }: Collected, siblings: JsonObject): void {
  const label = wordsOf(key);
  const at = { key, label };
  const type = (message as { $typeName?: string } | undefined)?.$typeName ?? '';
  if (isPayload(message)) parts.push({ ...at, kind: 'payloads', payloads: [message] });
  else if (type.endsWith('.common.v1.Payloads')) {
    parts.push({ ...at, kind: 'payloads', payloads: (message as { payloads: WirePayload[] }).payloads });
  } else if (type.endsWith('.failure.v1.Failure')) {
    parts.push({ ...at, kind: 'failure', failure: message as WireFailure });
  } else if (type === 'google.protobuf.Timestamp') {
    const time = dateFrom(message as WireTimestamp);
    if (time) facts.push({ ...at, kind: 'time', time });
  } else if (type === 'google.protobuf.Duration') {
    facts.push({ ...at, kind: 'word', text: durationText(msFrom(message as WireTimestamp) ?? 0) });
  } else if (type.endsWith('.WorkflowExecution')) {
    const { workflowId, runId } = message as { workflowId: string; runId: string };
    facts.push({ ...at, kind: 'execution', workflowId, runId, namespace: namespaceBeside(key, siblings) });
  } else if (type.endsWith('.RetryPolicy')) facts.push({ ...at, kind: 'word', text: retryWords(json) });
  else if (type.endsWith('.TaskQueue')) facts.push({ ...at, kind: 'text', text: taskQueueText(json) });
  else if (typeof message === 'bigint' && /EventId$/.test(key)) {
    facts.push({ ...at, label: wordsOf(key.replace(/EventId$/, '')), kind: 'event', eventId: Number(message) });
  } else if (typeof json === 'string' && typeof message === 'number') {
    facts.push({ ...at, kind: 'word', text: enumWords(json, key) });
  } else if (typeof json === 'string') {
    facts.push(/RunId$/.test(key) ? { ...at, kind: 'run', runId: json } : { ...at, kind: 'text', text: json });
  } else if (typeof json === 'boolean') facts.push({ ...at, kind: 'word', text: json ? 'yes' : 'no' });
  else if (typeof json === 'number') facts.push({ ...at, kind: 'word', text: String(json) });
  else readNested(at, json, message, { facts, parts });
}

function readNested(at: { key: string; label: string }, json: Json, message: unknown, collected: Collected): void {
  if (!isObject(json) || typeof message !== 'object' || message === null) {
    collected.facts.push({ ...at, kind: 'json', json });
    return;
  }
  const keys = Object.keys(json);
  // A type is nothing but its name.
  if (keys.length === 1 && typeof json['name'] === 'string') {
    collected.facts.push({ ...at, kind: 'text', text: json['name'] });
    return;
  }
  const values = keys.map((key) => fieldOf(message, key));
  // Search Attributes, memos and headers are one map in a message.
  if (keys.length === 1 && isMapOfPayloads(values[0])) {
    collected.facts.push({ ...at, kind: 'named', payloads: Object.entries(values[0]) });
    return;
  }
  if (isMapOfPayloads(message)) {
    collected.facts.push({ ...at, kind: 'named', payloads: Object.entries(message) });
    return;
  }
  for (const [index, key] of keys.entries()) readField(key, json[key] ?? null, values[index], collected, json);
}

function isMapOfPayloads(value: unknown): value is Record<string, WirePayload> {
  if (typeof value !== 'object' || value === null || '$typeName' in value || Array.isArray(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.every(isPayload);
}

function isObject(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** `parentWorkflowNamespace` beside `parentWorkflowExecution`, `namespace` beside the others. */
function namespaceBeside(key: string, siblings: JsonObject): string {
  const own = siblings[key.replace(/Execution$/, 'Namespace')] ?? siblings['namespace'];
  return typeof own === 'string' ? own : '';
}

/** `RETRY_STATE_NON_RETRYABLE_FAILURE` of `retryState`: "non retryable failure". */
function enumWords(name: string, key: string): string {
  const prefix = `${key.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}_`;
  const bare = name.startsWith(prefix)
    ? name.slice(prefix.length)
    : name.replace(/^.*_(CAUSE|TYPE|POLICY|KIND|STATE)_/, '');
  return bare.replaceAll('_', ' ').toLowerCase();
}

function taskQueueText(json: Json): string {
  const { name, kind, normalName } = (isObject(json) ? json : {}) as Record<string, string | undefined>;
  return kind === 'TASK_QUEUE_KIND_STICKY' && normalName ? `${normalName} (sticky: ${name ?? ''})` : (name ?? '');
}

function retryWords(json: Json): string {
  const policy = (isObject(json) ? json : {}) as Record<string, unknown>;
  const seconds = (value: unknown) => (typeof value === 'string' ? durationText(parseFloat(value) * 1000) : '');
  const types = policy['nonRetryableErrorTypes'];
  return [
    policy['maximumAttempts'] ? `${Number(policy['maximumAttempts'])} attempts` : 'no limit of attempts',
    policy['initialInterval'] ? `first after ${seconds(policy['initialInterval'])}` : '',
    policy['backoffCoefficient'] ? `× ${Number(policy['backoffCoefficient'])}` : '',
    policy['maximumInterval'] ? `at most ${seconds(policy['maximumInterval'])}` : '',
    Array.isArray(types) && types.length > 0 ? `not for ${types.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
