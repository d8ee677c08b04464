import type { SearchAttributeType } from '../../../client/index.js';
import {
  emptyPayload,
  type NamedPayloadDraft,
  parseNamedPayloadDrafts,
  parsePayloadDrafts,
  type PayloadDraft,
  storedPayload,
} from '../../components/payload-input/payload-draft.js';
import { isRecord, readStored, textOr, writeStored } from '../../state/stored.js';

export interface AttributeDraft {
  id: number;
  name: string;
  /** Guessed until the Namespace has said what it is. */
  type: SearchAttributeType;
  value: string;
}

export const startModes = ['start', 'signal', 'update'] as const;
/** Start alone, or together with a signal or an update in one step. */
export type StartMode = (typeof startModes)[number];

/** The start form as it is typed: texts, nothing checked, and no secrets by nature. */
export interface StartDraft extends Record<TextField, string> {
  mode: StartMode;
  /** The id follows the type until the person writes one. */
  idIsSuggested: boolean;
  args: PayloadDraft[];
  signalArgs: PayloadDraft[];
  updateArgs: PayloadDraft[];
  useRetry: boolean;
  /** An id that is taken gives the execution that has it, and is no error. */
  attach: boolean;
  memo: NamedPayloadDraft[];
  headers: NamedPayloadDraft[];
  attributes: AttributeDraft[];
}

/** All fields that are one text. `versioning` is empty, `AUTO_UPGRADE` or `PINNED`. */
export const textFields = [
  'workflowType',
  'taskQueue',
  'workflowId',
  'signalName',
  'updateName',
  'updateId',
  'waitForStage',
  'executionTimeout',
  'runTimeout',
  'taskTimeout',
  'startDelay',
  'attempts',
  'initialInterval',
  'backoff',
  'maximumInterval',
  'nonRetryable',
  'reusePolicy',
  'conflictPolicy',
  'cron',
  'priorityKey',
  'fairnessKey',
  'fairnessWeight',
  'versioning',
  'deploymentName',
  'buildId',
  'summary',
  'details',
] as const;
export type TextField = (typeof textFields)[number];

export const attributeTypes: readonly SearchAttributeType[] = [
  'KEYWORD',
  'TEXT',
  'INT',
  'DOUBLE',
  'BOOL',
  'DATETIME',
  'KEYWORD_LIST',
];

const emptyTexts = Object.fromEntries(textFields.map((field) => [field, ''])) as Record<TextField, string>;

export function emptyDraft(taskQueue = ''): StartDraft {
  return {
    ...emptyTexts,
    mode: 'start',
    taskQueue,
    waitForStage: 'COMPLETED',
    idIsSuggested: true,
    args: [emptyPayload()],
    signalArgs: [],
    updateArgs: [],
    useRetry: false,
    attach: false,
    memo: [],
    headers: [],
    attributes: [],
  };
}

/** Every field is checked: the text may be from another version, or written by hand. */
export function parseDraft(value: unknown): StartDraft | undefined {
  if (!isRecord(value)) return undefined;
  const empty = emptyDraft();
  const texts = Object.fromEntries(textFields.map((field) => [field, textOr(value[field], empty[field])]));
  const { attributes } = value;
  return {
    ...empty,
    ...texts,
    mode: startModes.find((mode) => mode === value['mode']) ?? 'start',
    idIsSuggested: value['idIsSuggested'] === true,
    useRetry: value['useRetry'] === true,
    attach: value['attach'] === true,
    args: parsePayloadDrafts(value['args']),
    signalArgs: parsePayloadDrafts(value['signalArgs']),
    updateArgs: parsePayloadDrafts(value['updateArgs']),
    memo: parseNamedPayloadDrafts(value['memo']),
    headers: parseNamedPayloadDrafts(value['headers']),
    attributes: (Array.isArray(attributes) ? attributes : []).filter(isRecord).map((row, index) => ({
      id: index + 1,
      name: textOr(row['name'], ''),
      type: attributeTypes.find((type) => type === row['type']) ?? 'KEYWORD',
      value: textOr(row['value'], ''),
    })),
  };
}

const key = (namespace: string) => `start:${namespace}`;

export function loadDraft(namespace: string): StartDraft | undefined {
  return parseDraft(readStored(key(namespace)));
}

/**
 * Large values are left out when the browser has no room for them.
 *
 * @returns whether all of it is kept
 */
export function saveDraft(namespace: string, draft: StartDraft | undefined): boolean {
  if (!draft) return writeStored(key(namespace), undefined);
  const isSmall = draftSize(draft) < mostStored;
  if (isSmall && writeStored(key(namespace), mapPayloads(draft, storedPayload))) return true;
  writeStored(
    key(namespace),
    mapPayloads(draft, (payload) => storedPayload(withoutLarge(payload))),
  );
  return false;
}

/** Browsers give a page about five million characters; base64 takes a third more than the bytes. */
const mostStored = 4_500_000;
const large = 100_000;

function draftSize(draft: StartDraft): number {
  return payloadsOf(draft).reduce(
    (sum, { text, data, file }) => sum + text.length + data.length + (file?.data.length ?? 0) * 1.34,
    0,
  );
}

function withoutLarge<Draft extends PayloadDraft>(payload: Draft): Draft {
  const { file, text, data } = payload;
  return {
    ...payload,
    file: file && file.data.length < large ? file : undefined,
    text: text.length < large ? text : '',
    data: data.length < large ? data : '',
  };
}

function payloadsOf({ args, signalArgs, updateArgs, memo, headers }: StartDraft): PayloadDraft[] {
  return [...args, ...signalArgs, ...updateArgs, ...memo, ...headers];
}

function mapPayloads(draft: StartDraft, map: (payload: PayloadDraft) => object): object {
  const { args, signalArgs, updateArgs, memo, headers } = draft;
  return {
    ...draft,
    args: args.map(map),
    signalArgs: signalArgs.map(map),
    updateArgs: updateArgs.map(map),
    memo: memo.map(map),
    headers: headers.map(map),
  };
}

/** Reads all of a draft, so that whoever follows it hears of every change; bytes never change. */
export function watchDraft(draft: StartDraft): void {
  JSON.stringify(draft, (_key, value: unknown) => (value instanceof Uint8Array ? value.length : value));
}
