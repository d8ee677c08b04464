import type { SearchAttributeType } from '../../../client/index.js';
import type { ArgumentText } from '../../components/argument-list.js';
import { isRecord, readStored, textOr, writeStored } from '../../state/stored.js';

export interface AttributeDraft {
  id: number;
  name: string;
  type: SearchAttributeType;
  value: string;
}

/** The start form as it is typed: texts, nothing checked, and no secrets by nature. */
export interface StartDraft {
  workflowType: string;
  taskQueue: string;
  workflowId: string;
  /** The id follows the type until the person writes one. */
  idIsSuggested: boolean;
  args: ArgumentText[];
  executionTimeout: string;
  runTimeout: string;
  taskTimeout: string;
  startDelay: string;
  useRetry: boolean;
  attempts: string;
  initialInterval: string;
  backoff: string;
  maximumInterval: string;
  nonRetryable: string;
  reusePolicy: string;
  conflictPolicy: string;
  cron: string;
  memo: string;
  attributes: AttributeDraft[];
  summary: string;
  details: string;
}

const emptyTexts = {
  workflowType: '',
  taskQueue: '',
  workflowId: '',
  executionTimeout: '',
  runTimeout: '',
  taskTimeout: '',
  startDelay: '',
  attempts: '',
  initialInterval: '',
  backoff: '',
  maximumInterval: '',
  nonRetryable: '',
  reusePolicy: '',
  conflictPolicy: '',
  cron: '',
  memo: '',
  summary: '',
  details: '',
} as const;

export const attributeTypes: readonly SearchAttributeType[] = [
  'KEYWORD',
  'TEXT',
  'INT',
  'DOUBLE',
  'BOOL',
  'DATETIME',
  'KEYWORD_LIST',
];

export function emptyDraft(taskQueue = ''): StartDraft {
  return {
    ...emptyTexts,
    taskQueue,
    idIsSuggested: true,
    args: [{ id: 1, text: '' }],
    useRetry: false,
    attributes: [],
  };
}

/** Every field is checked: the text may be from another version, or written by hand. */
export function parseDraft(value: unknown): StartDraft | undefined {
  if (!isRecord(value)) return undefined;
  const texts = Object.fromEntries(Object.keys(emptyTexts).map((key) => [key, textOr(value[key], '')])) as Record<
    keyof typeof emptyTexts,
    string
  >;
  const { args, attributes } = value;
  return {
    ...texts,
    idIsSuggested: value['idIsSuggested'] === true,
    useRetry: value['useRetry'] === true,
    args: (Array.isArray(args) ? args : [])
      .filter(isRecord)
      .map((row, index) => ({ id: index + 1, text: textOr(row['text'], '') })),
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

/** @returns whether it could be kept; a draft of several megabytes cannot */
export function saveDraft(namespace: string, draft: StartDraft | undefined): boolean {
  return writeStored(key(namespace), draft);
}
