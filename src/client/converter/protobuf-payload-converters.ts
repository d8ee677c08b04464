/**
 * Protobuf Payloads for messages of protobuf-es. Apart from the other converters, because reading and writing proto JSON
 * weighs more than all of them: only pages that import this have it.
 */
import {
  type DescMessage,
  fromBinary,
  fromJsonString,
  type Message,
  type MessageShape,
  type Registry,
  toBinary,
  toJsonString,
} from '@bufbuild/protobuf';
import { previewOf } from '../internal/preview.js';
import { PayloadConverterError, ValueError } from '../value-error.js';
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  decodeText,
  encodeText,
  JsonPayloadConverter,
  metadataText,
  type Payload,
  type PayloadConverterWithEncoding,
  type SerializationContext,
  UndefinedPayloadConverter,
} from './payload-converter.js';
import type { ConverterHint } from './type-info.js';

/**
 * Says which message a value is, so that it needs no registry.
 *
 * @experimental as all type info
 */
export interface ProtobufHint<Desc extends DescMessage = DescMessage> extends ConverterHint<MessageShape<Desc>> {
  converter: 'protobuf';
  schema: Desc;
}

/**
 * Type info of a message, for calls that take it.
 *
 * @example `{ payloadConverterHint: protobufHint(OrderInputSchema) }`
 * @experimental as all type info
 */
export function protobufHint<Desc extends DescMessage>(schema: Desc): ProtobufHint<Desc> {
  return { converter: 'protobuf', schema };
}

/** What the two converters share: which message it is. */
abstract class ProtobufPayloadConverter implements PayloadConverterWithEncoding {
  abstract readonly encodingType: string;
  readonly #registry: Registry | undefined;

  /** @param registry `createRegistry(OrderInputSchema, …)`, or of whole files; without it only values with a hint convert */
  constructor(registry?: Registry) {
    this.#registry = registry;
  }

  protected abstract write(schema: DescMessage, message: Message, registry: Registry | undefined): Uint8Array;
  protected abstract read(schema: DescMessage, data: Uint8Array, registry: Registry | undefined): Message;

  /**
   * Nothing for a value that is no message and has no hint.
   *
   * @throws {@link PayloadConverterError} for a message that the registry does not hold
   * @throws {@link ValueError} for a message with a field that cannot be written
   */
  toPayload<T>(value: T, _context?: SerializationContext, hint?: ConverterHint<T>): Payload | undefined {
    if (!isMessage(value)) {
      if (!hint) return undefined;
      throw new ValueError('The type info says that the value is a message; make one with create(…) of protobuf-es');
    }
    const schema = this.#schemaOf(value.$typeName, hint);
    let data: Uint8Array;
    try {
      data = this.write(schema, value, this.#registry);
    } catch (cause) {
      throw new ValueError(`Unable to write a ${schema.typeName} as ${this.encodingType}: ${messageOf(cause)}`, cause);
    }
    return {
      metadata: { encoding: encodeText(this.encodingType), messageType: encodeText(schema.typeName) },
      data,
    };
  }

  /**
   * @throws {@link PayloadConverterError} for a message that the registry does not hold
   * @throws {@link ValueError} when the type is not named, or the data is not such a message
   */
  fromPayload<T>(payload: Payload, _context?: SerializationContext, hint?: ConverterHint<T>): T {
    const typeName = metadataText(payload, 'messageType');
    if (typeName === undefined) throw new ValueError('Got protobuf payload without metadata.messageType');
    const schema = this.#schemaOf(typeName, hint);
    try {
      return this.read(schema, payload.data ?? new Uint8Array(), this.#registry) as T;
    } catch (cause) {
      throw new ValueError(`Payload of encoding ${this.encodingType} is not a ${typeName}: ${messageOf(cause)}`, cause);
    }
  }

  validateConverterHint(hint: ConverterHint): boolean {
    return hint.converter === 'protobuf' && 'schema' in hint;
  }

  #schemaOf(typeName: string, hint: ConverterHint | undefined): DescMessage {
    const { schema } = (hint ?? {}) as Partial<ProtobufHint>;
    if (schema && schema.typeName !== typeName) {
      throw new ValueError(`The type info says ${schema.typeName}, and the payload holds a ${previewOf(typeName)}`);
    }
    const found = schema ?? this.#registry?.getMessage(typeName);
    if (found) return found;
    throw new PayloadConverterError(
      `The registry does not hold the message ${previewOf(typeName)}. Add its schema, or its file, to createRegistry(…).`,
    );
  }
}

/** Messages ↔ proto JSON, encoding `json/protobuf`. */
export class ProtobufJsonPayloadConverter extends ProtobufPayloadConverter {
  readonly encodingType = 'json/protobuf';

  protected write(schema: DescMessage, message: Message, registry: Registry | undefined): Uint8Array {
    return encodeText(toJsonString(schema, message, registry && { registry }));
  }

  protected read(schema: DescMessage, data: Uint8Array, registry: Registry | undefined): Message {
    // A worker may be newer than the page.
    return fromJsonString(schema, decodeText(data), { ignoreUnknownFields: true, ...(registry && { registry }) });
  }
}

/** Messages ↔ their bytes, encoding `binary/protobuf`. */
export class ProtobufBinaryPayloadConverter extends ProtobufPayloadConverter {
  readonly encodingType = 'binary/protobuf';

  protected write(schema: DescMessage, message: Message): Uint8Array {
    return toBinary(schema, message);
  }

  protected read(schema: DescMessage, data: Uint8Array): Message {
    return fromBinary(schema, data);
  }
}

/** Options of {@link DefaultPayloadConverterWithProtobufs}. */
export interface DefaultPayloadConverterWithProtobufsOptions {
  /** All messages that are sent or read: `createRegistry(OrderInputSchema, …)`, or whole files. */
  registry: Registry;
}

/**
 * The default converter with messages in it: nothing, bytes, `json/protobuf`, `binary/protobuf`, JSON. Messages are
 * written as proto JSON and read in both forms; to write bytes, put a {@link ProtobufBinaryPayloadConverter} before the
 * other in a {@link CompositePayloadConverter} of your own.
 *
 * @example
 * ```ts
 * const payloadConverter = new DefaultPayloadConverterWithProtobufs({ registry: createRegistry(OrderInputSchema) });
 * const client = new Client({ connection, dataConverter: { payloadConverter } });
 * ```
 */
export class DefaultPayloadConverterWithProtobufs extends CompositePayloadConverter {
  constructor({ registry }: DefaultPayloadConverterWithProtobufsOptions) {
    super(
      new UndefinedPayloadConverter(),
      new BinaryPayloadConverter(),
      new ProtobufJsonPayloadConverter(registry),
      new ProtobufBinaryPayloadConverter(registry),
      new JsonPayloadConverter(),
    );
  }
}

function isMessage(value: unknown): value is Message {
  return typeof (value as { $typeName?: unknown } | null | undefined)?.$typeName === 'string';
}

function messageOf(error: unknown): string {
  return previewOf(error instanceof Error ? error.message : error, 300);
}
