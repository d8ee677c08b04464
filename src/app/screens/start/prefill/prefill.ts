/**
 * The start form by its address: `#/namespaces/NAMESPACE/workflows/start?workflowType=order&taskQueue=samples&…`.
 * A link fills the form and starts nothing. What it does not name stays empty; what cannot be read is shown in the field
 * with its error. Durations are written as in the form (`30s`, `1h 30m`), values of several fields as JSON.
 *
 * | parameter | field |
 * | --- | --- |
 * | `workflowType` (or `type`), `taskQueue`, `workflowId` | the same; without an id a fresh one is suggested |
 * | `runId` with `workflowId` | everything as that run was started; other parameters win over it |
 * | `args` | arguments, a JSON array: `["c-42",{"n":1}]` |
 * | `input` | one argument as JSON text; again for each |
 * | `payloads` | arguments of any encoding, a JSON array of `{"metadata":{"encoding":"binary/plain"},"data":"BASE64"}` |
 * | `signal`, `signalArgs`, `signalPayloads` | signal with start |
 * | `update`, `updateArgs`, `updatePayloads`, `updateId`, `waitForStage` | update with start; `ACCEPTED` or `COMPLETED` |
 * | `executionTimeout`, `runTimeout`, `taskTimeout`, `startDelay` | durations |
 * | `retry` | `{"maximumAttempts":5,"initialInterval":"1s","backoffCoefficient":2,"maximumInterval":"1m","nonRetryableErrorTypes":["A"]}` |
 * | `idReusePolicy`, `idConflictPolicy` | `ALLOW_DUPLICATE`, …; `FAIL`, `USE_EXISTING`, `TERMINATE_EXISTING` |
 * | `onAlreadyStarted` | `attach` |
 * | `cron` (or `cronSchedule`) | a cron expression |
 * | `memo`, `headers` | `{"key":value}`; `memoPayloads`, `headerPayloads` for other encodings |
 * | `searchAttributes` | `{"CustomerId":"c-42","Amount":{"type":"INT","value":3}}` |
 * | `priorityKey`, `fairnessKey`, `fairnessWeight` | the same |
 * | `versioningOverride` | `AUTO_UPGRADE`, or `{"deploymentName":"orders","buildId":"1.2"}` |
 * | `summary`, `details` | texts |
 *
 * `workflowId`, `taskQueue`, `workflowType` and `runId` mean what they mean in the official UI.
 */
import type { NamedPayloadDraft, PayloadDraft } from '../../../components/payload-input/payload-draft.js';
import { emptyDraft, type StartDraft, type TextField } from '../draft.js';
import { attributesFromText } from './attributes-text.js';
import {
  draftsFromArray,
  draftsFromPayloads,
  namedFromObject,
  namedFromPayloads,
  textDrafts,
} from './payload-texts.js';
import { retryFromText, versioningFromText } from './option-texts.js';

/** Parameters that are the text of one field. The first name is the one that links are made with. */
export const textParameters: readonly (readonly [field: TextField, ...names: string[]])[] = [
  ['workflowType', 'workflowType', 'type'],
  ['taskQueue', 'taskQueue'],
  ['workflowId', 'workflowId'],
  ['signalName', 'signal'],
  ['updateName', 'update'],
  ['updateId', 'updateId'],
  ['executionTimeout', 'executionTimeout'],
  ['runTimeout', 'runTimeout'],
  ['taskTimeout', 'taskTimeout'],
  ['startDelay', 'startDelay'],
  ['cron', 'cron', 'cronSchedule'],
  ['priorityKey', 'priorityKey'],
  ['fairnessKey', 'fairnessKey'],
  ['fairnessWeight', 'fairnessWeight'],
  ['summary', 'summary'],
  ['details', 'details'],
];

const otherParameters = [
  'runId',
  'args',
  'input',
  'payloads',
  'signalArgs',
  'signalPayloads',
  'updateArgs',
  'updatePayloads',
  'waitForStage',
  'retry',
  'idReusePolicy',
  'idConflictPolicy',
  'onAlreadyStarted',
  'memo',
  'memoPayloads',
  'headers',
  'headerPayloads',
  'searchAttributes',
  'versioningOverride',
];

/** Whether an address fills anything in. */
export function isPrefilled(query: URLSearchParams): boolean {
  return [...textParameters.flatMap(([, ...names]) => names), ...otherParameters].some((name) => query.has(name));
}

/** The run that a link wants to start again. */
export function likeOf(query: URLSearchParams): { workflowId: string; runId: string } | undefined {
  const workflowId = query.get('workflowId');
  const runId = query.get('runId');
  return workflowId && runId ? { workflowId, runId } : undefined;
}

/** The draft of an address: its parameters over `base`. */
export function prefilledDraft(query: URLSearchParams, base: StartDraft = emptyDraft()): StartDraft {
  const draft: StartDraft = { ...base };
  for (const [field, ...names] of textParameters) {
    const name = names.find((known) => query.has(known));
    if (name) draft[field] = query.get(name) ?? '';
  }
  // The id of a run that is started again is only its address.
  if (query.get('runId')) draft.workflowId = base.workflowId;
  else if (query.get('workflowId')) draft.idIsSuggested = false;
  draft.mode = query.has('update') ? 'update' : query.has('signal') ? 'signal' : base.mode;
  draft.args = payloadDrafts(query, 'args', 'payloads') ?? inputs(query) ?? base.args;
  draft.signalArgs = payloadDrafts(query, 'signalArgs', 'signalPayloads') ?? base.signalArgs;
  draft.updateArgs = payloadDrafts(query, 'updateArgs', 'updatePayloads') ?? base.updateArgs;
  draft.memo = namedDrafts(query, 'memo', 'memoPayloads') ?? base.memo;
  draft.headers = namedDrafts(query, 'headers', 'headerPayloads') ?? base.headers;
  draft.waitForStage = choice(query, 'waitForStage', ['ACCEPTED', 'COMPLETED']) ?? base.waitForStage;
  draft.reusePolicy = choice(query, 'idReusePolicy', reusePolicies) ?? base.reusePolicy;
  draft.conflictPolicy = choice(query, 'idConflictPolicy', conflictPolicies) ?? base.conflictPolicy;
  draft.attach = query.has('onAlreadyStarted') ? query.get('onAlreadyStarted') === 'attach' : base.attach;
  Object.assign(draft, retryFromText(query.get('retry')), versioningFromText(query.get('versioningOverride')));
  const attributes = query.get('searchAttributes');
  if (attributes !== null) draft.attributes = attributesFromText(attributes);
  return draft;
}

const reusePolicies = ['ALLOW_DUPLICATE', 'ALLOW_DUPLICATE_FAILED_ONLY', 'REJECT_DUPLICATE'];
const conflictPolicies = ['FAIL', 'USE_EXISTING', 'TERMINATE_EXISTING'];

function choice(query: URLSearchParams, name: string, choices: readonly string[]): string | undefined {
  const text = query.get(name)?.toUpperCase();
  return choices.find((value) => value === text);
}

function payloadDrafts(query: URLSearchParams, values: string, payloads: string): PayloadDraft[] | undefined {
  const wire = query.get(payloads);
  if (wire !== null) return draftsFromPayloads(wire);
  const text = query.get(values);
  return text === null ? undefined : draftsFromArray(text);
}

function inputs(query: URLSearchParams): PayloadDraft[] | undefined {
  const texts = query.getAll('input');
  return texts.length > 0 ? textDrafts(texts) : undefined;
}

function namedDrafts(query: URLSearchParams, values: string, payloads: string): NamedPayloadDraft[] | undefined {
  const [text, wire] = [query.get(values), query.get(payloads)];
  if (text === null && wire === null) return undefined;
  const rows = [...(wire === null ? [] : namedFromPayloads(wire)), ...(text === null ? [] : namedFromObject(text))];
  return rows.map((row, index) => ({ ...row, id: index + 1 }));
}
