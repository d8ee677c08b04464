import {
  defineSearchAttributeKey,
  RawValue,
  type SearchAttributePair,
  type SearchAttributeType,
  type WorkflowIdConflictPolicy,
  type WorkflowIdReusePolicy,
  type WorkflowOptions,
} from '../../../client/index.js';
import { sentArguments } from '../../components/argument-list.js';
import { parseDurationInput } from '../../format/duration-input.js';
import { compactNode, type JsonNode, parseJson } from '../../format/json.js';
import type { WirePayload } from '../../format/payload.js';
import type { AttributeDraft, StartDraft } from './draft.js';
import { optionTexts, texts } from './texts.js';

/** Where in the form an error stands: a field, or a row of a list. */
export type DraftErrors = Record<string, string>;

export type CompiledDraft =
  | { ok: true; workflowType: string; options: WorkflowOptions & { args: RawValue[] } }
  | { ok: false; errors: DraftErrors };

/** Turns what was typed into the call, or says, field by field, why not. */
export function compileDraft(draft: StartDraft): CompiledDraft {
  const errors: DraftErrors = {};
  const require = (field: 'workflowType' | 'taskQueue' | 'workflowId', message: string): string => {
    const text = field === 'workflowId' ? draft[field] : draft[field].trim();
    if (!text.trim()) errors[field] = message;
    return text;
  };
  const duration = (field: DurationField): number | undefined => {
    if (!draft[field].trim()) return undefined;
    const ms = parseDurationInput(draft[field]);
    if (ms === undefined) errors[field] = optionTexts.duration;
    return ms;
  };

  const workflowType = require('workflowType', texts.missing.type);
  const options = {
    taskQueue: require('taskQueue', texts.missing.taskQueue),
    workflowId: require('workflowId', texts.missing.workflowId),
    args: sentArguments(draft.args).map(({ id, text }) => compileArgument(id, text, errors)),
    workflowExecutionTimeout: duration('executionTimeout'),
    workflowRunTimeout: duration('runTimeout'),
    workflowTaskTimeout: duration('taskTimeout'),
    startDelay: duration('startDelay'),
    retry: draft.useRetry ? compileRetry(draft, errors, duration) : undefined,
    workflowIdReusePolicy: (draft.reusePolicy || undefined) as WorkflowIdReusePolicy | undefined,
    workflowIdConflictPolicy: (draft.conflictPolicy || undefined) as WorkflowIdConflictPolicy | undefined,
    cronSchedule: compileCron(draft.cron, errors),
    memo: compileMemo(draft.memo, errors),
    typedSearchAttributes: draft.attributes.flatMap((row) => compileAttribute(row, errors) ?? []),
    staticSummary: draft.summary.trim() || undefined,
    staticDetails: draft.details.trim() || undefined,
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, workflowType, options };
}

type DurationField =
  'executionTimeout' | 'runTimeout' | 'taskTimeout' | 'startDelay' | 'initialInterval' | 'maximumInterval';

/** Sent as it is written, so that a number keeps all of its digits. */
export function jsonPayload(node: JsonNode): WirePayload {
  const encoder = new TextEncoder();
  return { metadata: { encoding: encoder.encode('json/plain') }, data: encoder.encode(compactNode(node)) };
}

function jsonValue(node: JsonNode): RawValue {
  return RawValue.fromPayload(jsonPayload(node));
}

export function jsonErrorText(text: string): string | undefined {
  const parsed = parseJson(text);
  if (parsed.ok) return undefined;
  const { line, column, message } = parsed.error;
  return text.trim() ? `Line ${line}, column ${column}: ${message}.` : `${message}.`;
}

function compileArgument(id: number, text: string, errors: DraftErrors): RawValue {
  const parsed = parseJson(text);
  if (parsed.ok) return jsonValue(parsed.node);
  errors[`argument-${id}`] = jsonErrorText(text) ?? '';
  return new RawValue(null);
}

function compileRetry(draft: StartDraft, errors: DraftErrors, duration: (field: DurationField) => number | undefined) {
  const attempts = draft.attempts.trim() ? Number(draft.attempts) : undefined;
  const backoff = draft.backoff.trim() ? Number(draft.backoff) : undefined;
  if (attempts !== undefined && !(Number.isInteger(attempts) && attempts > 0))
    errors['attempts'] = optionTexts.attemptsError;
  if (backoff !== undefined && !(backoff >= 1)) errors['backoff'] = optionTexts.backoffError;
  const types = draft.nonRetryable
    .split(',')
    .map((type) => type.trim())
    .filter(Boolean);
  return {
    maximumAttempts: attempts,
    backoffCoefficient: backoff,
    initialInterval: duration('initialInterval'),
    maximumInterval: duration('maximumInterval'),
    ...(types.length > 0 ? { nonRetryableErrorTypes: types } : {}),
  };
}

function compileCron(text: string, errors: DraftErrors): string | undefined {
  const cron = text.trim();
  if (!cron) return undefined;
  const spec = cron.replace(/^(CRON_TZ|TZ)=\S+\s+/, '');
  if (!spec.startsWith('@') && spec.split(/\s+/).length !== 5) errors['cron'] = optionTexts.cronError;
  return cron;
}

function compileMemo(text: string, errors: DraftErrors): Record<string, RawValue> | undefined {
  if (!text.trim()) return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) {
    errors['memo'] = jsonErrorText(text) ?? '';
    return undefined;
  }
  if (parsed.node.kind !== 'object') {
    errors['memo'] = optionTexts.memoError;
    return undefined;
  }
  return Object.fromEntries(parsed.node.entries.map(([name, value]) => [name, jsonValue(value)]));
}

function compileAttribute(row: AttributeDraft, errors: DraftErrors): SearchAttributePair | undefined {
  if (!row.name.trim() && !row.value.trim()) return undefined;
  const value = attributeValue(row);
  if (!row.name.trim()) errors[`attribute-${row.id}`] = 'Enter the name of the attribute.';
  else if (value === undefined) errors[`attribute-${row.id}`] = wanted[row.type];
  else return { key: defineSearchAttributeKey(row.name.trim(), row.type), value } as SearchAttributePair;
  return undefined;
}

/** What each type wants, said when it got something else. */
const wanted: Record<SearchAttributeType, string> = {
  TEXT: 'A text.',
  KEYWORD: 'A text.',
  INT: 'A whole number.',
  DOUBLE: 'A number.',
  BOOL: 'true or false.',
  DATETIME: 'A time, such as 2026-11-20T12:00:00Z.',
  KEYWORD_LIST: 'Texts, separated by commas.',
};

/** Undefined for a text that is no value of the type. */
function attributeValue({ type, value }: AttributeDraft): SearchAttributePair['value'] | undefined {
  const text = value.trim();
  switch (type) {
    case 'TEXT':
    case 'KEYWORD':
      return value;
    case 'INT':
      return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'DOUBLE':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'BOOL':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'DATETIME':
      return Number.isNaN(Date.parse(text)) ? undefined : new Date(text);
    case 'KEYWORD_LIST':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
  }
}
