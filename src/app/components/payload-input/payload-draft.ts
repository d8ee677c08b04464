/**
 * Values as a person makes them, for arguments, memo and headers.
 *
 * How a form uses this folder (the interface is stable):
 *
 * ```svelte
 * let args = $state<PayloadDraft[]>([]);
 * const compiled = $derived(compilePayloads(args));   // { payloads, errors? }, errors by the id of the draft
 * <PayloadList bind:payloads={args} title="Arguments" none="The signal carries no value."
 *   errors={submitted ? compiled.errors : undefined} rows={3} />
 * // to send: compiled.payloads.map((payload) => RawValue.fromPayload(payload)); the client's codec encodes them
 * ```
 *
 * One value alone is `PayloadInput`, values by name are `NamedPayloads`. A Payload of the wire becomes a draft again with
 * `payloadDraftOf` (decode it before: `PayloadReader.decodeAll`), and {@link parsePayloadDrafts} reads what was stored.
 */
import { fromBase64, toBase64 } from '../../format/base64.js';
import { isRecord, textOr } from '../../state/stored.js';

export const payloadKinds = ['json', 'text', 'protobuf', 'file', 'null', 'raw'] as const;

/** `text` is sent as a JSON string, `protobuf` is typed as JSON, `raw` is metadata and bytes as they are. */
export type PayloadKind = (typeof payloadKinds)[number];

export const fileKinds = ['json', 'binary', 'protobuf'] as const;
export type FileKind = (typeof fileKinds)[number];

export interface PayloadFile {
  name: string;
  data: Uint8Array;
}

export interface MetadataRow {
  id: number;
  key: string;
  /** Text, or `base64:…` for bytes that are no text. */
  value: string;
}

/** One value as it is typed. Fields of other kinds stay, so that changing the kind and back loses nothing. */
export interface PayloadDraft {
  /** Only to tell drafts of one list apart. */
  id: number;
  kind: PayloadKind;
  /** Of `json`, `text` and `protobuf`. */
  text: string;
  /** Full name of the message: of `protobuf`, and of a file that is sent as protobuf. */
  messageType: string;
  file: PayloadFile | undefined;
  fileAs: FileKind;
  /** Of `raw`. */
  metadata: MetadataRow[];
  /** Of `raw`, base64. */
  data: string;
}

export type NamedPayloadDraft = PayloadDraft & { name: string };

export function emptyPayload(id = 1): PayloadDraft {
  return {
    id,
    kind: 'json',
    text: '',
    messageType: '',
    file: undefined,
    fileAs: 'json',
    metadata: [{ id: 1, key: 'encoding', value: 'binary/plain' }],
    data: '',
  };
}

/** A draft of JSON text, as a link or a test gives it. */
export function jsonDraft(id: number, text: string): PayloadDraft {
  return { ...emptyPayload(id), text };
}

export function nextId(rows: readonly { id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1;
}

/** A lone empty field is what a form begins with: it stands for no value. */
export function sentPayloads<Draft extends PayloadDraft>(drafts: readonly Draft[]): readonly Draft[] {
  const [first, ...others] = drafts;
  return others.length === 0 && first?.kind === 'json' && !first.text.trim() ? [] : drafts;
}

/** The list with one row moved; the same rows when there is no room. */
export function moved<Row extends { id: number }>(rows: readonly Row[], id: number, step: 1 | -1): Row[] {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + step;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return [...rows];
  const rest = rows.filter((other) => other !== row);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}

/** The list with a copy of one row behind it. */
export function duplicated(rows: readonly PayloadDraft[], id: number): PayloadDraft[] {
  return rows.flatMap((row) =>
    row.id === id ? [row, { ...row, id: nextId(rows), metadata: row.metadata.map((entry) => ({ ...entry })) }] : [row],
  );
}

/** The draft as JSON can hold it: bytes as base64. */
export function storedPayload<Draft extends PayloadDraft>(draft: Draft): object {
  const { file, ...rest } = draft;
  return { ...rest, ...(file ? { file: { name: file.name, data: toBase64(file.data) } } : {}) };
}

/** Every field is checked: the value may be from another version, or written by hand. */
export function parsePayloadDrafts(value: unknown): PayloadDraft[] {
  return (Array.isArray(value) ? value : []).filter(isRecord).map((row, index) => parsePayloadDraft(row, index + 1));
}

export function parseNamedPayloadDrafts(value: unknown): NamedPayloadDraft[] {
  return (Array.isArray(value) ? value : [])
    .filter(isRecord)
    .map((row, index) => ({ ...parsePayloadDraft(row, index + 1), name: textOr(row['name'], '') }));
}

function parsePayloadDraft(row: Record<string, unknown>, id: number): PayloadDraft {
  const empty = emptyPayload(id);
  const { metadata } = row;
  return {
    id,
    kind: payloadKinds.find((kind) => kind === row['kind']) ?? 'json',
    text: textOr(row['text'], ''),
    messageType: textOr(row['messageType'], ''),
    file: parseFile(row['file']),
    fileAs: fileKinds.find((kind) => kind === row['fileAs']) ?? 'json',
    metadata: Array.isArray(metadata)
      ? metadata.filter(isRecord).map((entry, index) => ({
          id: index + 1,
          key: textOr(entry['key'], ''),
          value: textOr(entry['value'], ''),
        }))
      : empty.metadata,
    data: textOr(row['data'], ''),
  };
}

function parseFile(value: unknown): PayloadFile | undefined {
  if (!isRecord(value)) return undefined;
  const data = fromBase64(textOr(value['data'], ''));
  return data && { name: textOr(value['name'], ''), data };
}
