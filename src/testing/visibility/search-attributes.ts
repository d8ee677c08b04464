import { clone, create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  type Payload,
  type SearchAttributes as SearchAttributesMessage,
  SearchAttributesSchema,
} from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import {
  columns,
  isReserved,
  isSettable,
  predefinedAttributes,
  systemAttributes,
  typeNames,
  type VisibilityValue,
} from './attributes.js';
import type { Column, ColumnResolver } from './columns.js';

const limits = { keys: 100, value: 2048, total: 40 * 1024 };
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The search attributes of one Namespace: the server's, and those that were registered. */
export class SearchAttributes implements ColumnResolver {
  readonly #namespace: string;
  readonly #columns = new Map<string, string>();
  readonly #custom = new Map<string, IndexedValueType>();

  constructor(namespace: string, custom: Readonly<Record<string, IndexedValueType>> = {}) {
    this.#namespace = namespace;
    if (Object.keys(custom).length > 0) this.add(custom);
  }

  /** Types of the custom ones by name. */
  get custom(): Readonly<Record<string, IndexedValueType>> {
    return Object.fromEntries(this.#custom);
  }

  /** Names of the custom ones by the columns that keep them. */
  get aliases(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#columns);
  }

  /** Types of the server's by name. */
  get system(): Readonly<Record<string, IndexedValueType>> {
    return Object.fromEntries([...systemAttributes, ...predefinedAttributes]);
  }

  /** Registers custom attributes; those that there are already stay as they are. */
  add(attributes: Readonly<Record<string, IndexedValueType>>): void {
    const entries = Object.entries(attributes);
    if (entries.length === 0) throw invalidArgument('SearchAttributes are not set on request.');
    for (const [name, type] of entries) {
      if (isReserved(name)) throw invalidArgument(`Search attribute ${name} is reserved by system.`);
      if (!(type in typeNames)) throw invalidArgument(`Unknown search attribute type: ${String(type)}.`);
    }
    const added = new Map<string, string>();
    for (const [name, type] of entries) {
      if (this.#custom.has(name)) continue;
      const ofType = [...columns].filter(([, columnType]) => columnType === type).map(([column]) => column);
      const free = ofType.find((column) => !this.#columns.has(column) && !added.has(column));
      if (free === undefined) {
        const kind = typeNames[type];
        throw invalidArgument(
          `Unable to create search attributes: cannot have more than ${ofType.length} search attribute of type ${kind}.`,
        );
      }
      added.set(free, name);
    }
    for (const [column, name] of added) {
      this.#columns.set(column, name);
      this.#custom.set(name, attributes[name]!);
    }
  }

  /** Forgets custom attributes; names that nothing has are no error. */
  remove(names: readonly string[]): void {
    if (names.length === 0) throw invalidArgument('SearchAttributes are not set on request.');
    for (const name of names) {
      if (!this.#custom.has(name) && (this.#builtIn(name) !== undefined || columns.has(name))) {
        throw invalidArgument(`Unable to remove non-custom search attributes: ${name}.`);
      }
    }
    for (const [column, name] of this.#columns) {
      if (!names.includes(name)) continue;
      this.#columns.delete(column);
      this.#custom.delete(name);
    }
  }

  resolve(name: string): Column | undefined {
    const found = this.#resolveExactly(name);
    if (found) return found;
    // The server's own are found with and without their prefix.
    const bare = name.replace(/^Temporal/, '');
    const other = bare === 'ScheduleId' ? 'WorkflowId' : name === bare ? `Temporal${name}` : bare;
    const again = this.#resolveExactly(other);
    return again && { ...again, name };
  }

  #resolveExactly(name: string): Column | undefined {
    const builtIn = this.#builtIn(name);
    if (builtIn !== undefined) return { name, field: name, type: builtIn };
    const custom = this.#custom.get(name);
    if (custom !== undefined) return { name, field: name, type: custom };
    const column = columns.get(name);
    return column === undefined ? undefined : { name, field: this.#columns.get(name), type: column };
  }

  #builtIn(name: string): IndexedValueType | undefined {
    return systemAttributes.get(name) ?? predefinedAttributes.get(name);
  }

  /** @throws ConnectError with INVALID_ARGUMENT for a name that nothing has */
  checkNames(names: readonly string[]): void {
    for (const name of names) {
      if (this.#builtIn(name) !== undefined || this.#custom.has(name)) continue;
      throw invalidArgument(`Namespace ${this.#namespace} has no mapping defined for search attribute ${name}`);
    }
  }

  /**
   * Checks what a caller gives an execution or a Schedule, as the server does.
   *
   * @throws ConnectError with INVALID_ARGUMENT for an attribute or a value that there cannot be
   */
  validate(attributes: SearchAttributesMessage | undefined): void {
    const entries = Object.entries(attributes?.indexedFields ?? {});
    this.checkNames(entries.map(([name]) => name));
    if (entries.length > limits.keys) {
      throw invalidArgument(`number of search attributes ${entries.length} exceeds limit ${limits.keys}`);
    }
    for (const [name, payload] of entries) {
      const type = this.#custom.get(name) ?? predefinedAttributes.get(name);
      if (type === undefined || (predefinedAttributes.has(name) && !isSettable(name))) {
        throw invalidArgument(`${name} attribute can't be set in SearchAttributes`);
      }
      readValue(name, payload, type);
    }
    let total = 0;
    for (const [name, { data }] of entries) {
      total += name.length + data.length;
      if (data.length > limits.value) {
        throw invalidArgument(`search attribute ${name} value size ${data.length} exceeds size limit ${limits.value}`);
      }
    }
    if (total > limits.total) {
      throw invalidArgument(`total size of search attributes ${total} exceeds size limit ${limits.total}`);
    }
  }

  /** The values of Payloads, by name, for a record; without those that say that there is none. */
  values(fields: Readonly<Record<string, Payload>> = {}): Map<string, VisibilityValue> {
    const values = new Map<string, VisibilityValue>();
    for (const [name, payload] of Object.entries(fields)) {
      const type = this.#custom.get(name) ?? predefinedAttributes.get(name);
      const value = type === undefined ? undefined : readValue(name, payload, type);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }

  /** The same Payloads with their types noted in them, as the server hands them out. */
  annotated(attributes: SearchAttributesMessage): SearchAttributesMessage;
  annotated(attributes: SearchAttributesMessage | undefined): SearchAttributesMessage | undefined;
  annotated(attributes: SearchAttributesMessage | undefined): SearchAttributesMessage | undefined {
    if (!attributes) return undefined;
    const copy = clone(SearchAttributesSchema, attributes);
    for (const [name, payload] of Object.entries(copy.indexedFields)) {
      const type = this.#custom.get(name) ?? this.#builtIn(name);
      if (type !== undefined) payload.metadata['type'] = encoder.encode(typeNames[type]);
    }
    return copy;
  }
}

/** Search attributes with nothing in them become none. */
export function orNone(attributes: SearchAttributesMessage | undefined): SearchAttributesMessage | undefined {
  if (!attributes || Object.keys(attributes.indexedFields).length === 0) return undefined;
  return create(SearchAttributesSchema, attributes);
}

function readValue(name: string, { data }: Payload, type: IndexedValueType): VisibilityValue {
  const text = decoder.decode(data);
  let value: unknown = text;
  const invalid = (): ConnectError =>
    invalidArgument(`invalid value for search attribute ${name} of type ${typeNames[type]}: ${shown(value)}`);
  try {
    value = text === '' ? null : JSON.parse(text);
  } catch {
    throw invalid();
  }
  const list = Array.isArray(value) ? (value as unknown[]) : undefined;
  if (value === null || list?.length === 0) return undefined;
  if (type === IndexedValueType.KEYWORD_LIST) {
    const strings = list ?? [value];
    if (strings.every((item) => typeof item === 'string')) return strings;
    throw invalid();
  }
  // A list of one value stands for the value.
  const single = list?.length === 1 ? list[0] : value;
  const read = readers[type]?.(single);
  if (read === undefined) throw invalid();
  return read;
}

/** A value as Go prints it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const string = (value: unknown): VisibilityValue => (typeof value === 'string' ? value : undefined);

const readers: Partial<Record<IndexedValueType, (value: unknown) => VisibilityValue>> = {
  [IndexedValueType.TEXT]: string,
  [IndexedValueType.KEYWORD]: string,
  [IndexedValueType.INT]: (value) => (Number.isInteger(value) ? (value as number) : undefined),
  [IndexedValueType.DOUBLE]: (value) => (typeof value === 'number' ? value : undefined),
  [IndexedValueType.BOOL]: (value) => (typeof value === 'boolean' ? value : undefined),
  [IndexedValueType.DATETIME]: (value) => {
    const time = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(time) ? undefined : new Date(time);
  },
};

function invalidArgument(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument);
}
