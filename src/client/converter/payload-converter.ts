import { previewOf } from '../internal/preview.js';
import { PayloadConverterError, ValueError } from '../value-error.js';
import { type ConverterHint, rawPayloadOf } from './type-info.js';

/**
 * One value on the wire: bytes, and metadata that says how to read them.
 * Follows `temporal.api.common.v1.Payload`; any message of that type is one.
 */
export interface Payload {
  metadata?: Record<string, Uint8Array> | null;
  data?: Uint8Array | null;
}

/** For Payloads of a Workflow: arguments, result, memo, signals, queries, updates. */
export interface WorkflowSerializationContext {
  readonly type: 'workflow';
  readonly namespace: string;
  readonly workflowId: string;
}

/** For Payloads of an Activity: arguments, result, heartbeat details. */
export interface ActivitySerializationContext {
  readonly type: 'activity';
  readonly namespace: string;
  readonly activityId?: string;
  /** Of the Workflow that scheduled it. */
  readonly workflowId?: string;
  readonly isLocal: boolean;
}

/** Which execution a Payload belongs to; converters and codecs may, for example, choose a key by it. */
export type SerializationContext = WorkflowSerializationContext | ActivitySerializationContext;

/** Turns values into Payloads and back. Must be synchronous; for work that takes time there are Payload codecs. */
export interface PayloadConverter {
  /** @throws {@link ValueError} when the value cannot be converted */
  toPayload<T>(value: T, context?: SerializationContext, hint?: ConverterHint<T>): Payload;
  /** @throws {@link ValueError} when the encoding is unknown */
  fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T;
  /** Whether this converter understands a hint. @experimental as in `@temporalio/common` 1.24 */
  validateConverterHint?: (hint: ConverterHint) => boolean;
}

/** A converter for one encoding; {@link CompositePayloadConverter} asks one after the other. */
export interface PayloadConverterWithEncoding {
  /** Value of the `encoding` metadata, for example `json/plain`. */
  readonly encodingType: string;
  /** Nothing when this converter does not take the value. */
  toPayload<T>(value: T, context?: SerializationContext, hint?: ConverterHint<T>): Payload | undefined;
  /** The value of a Payload with this encoding. */
  fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T;
  /** Whether this converter understands a hint; without this it is passed over where there is one. @experimental */
  validateConverterHint?: (hint: ConverterHint) => boolean;
}

const textEncoder = new TextEncoder();
const textDecoder = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 bytes of a text. */
export const encodeText = (text: string): Uint8Array => textEncoder.encode(text);
/** Text of UTF-8 bytes. @throws TypeError when they are not UTF-8 */
export const decodeText = (bytes: Uint8Array): string => textDecoder.decode(bytes);

const lenientDecoder = new TextDecoder();

/** Text of an entry of the metadata. Bytes that are not text give a text that equals none. */
export function metadataText(payload: Payload, key: string): string | undefined {
  const bytes = payload.metadata?.[key];
  return bytes && lenientDecoder.decode(bytes);
}

/**
 * Tries converters in order when encoding, and picks by the `encoding` metadata when decoding. Where there is a hint,
 * only converters that accept it count. A `RawValue` is its own Payload.
 */
export class CompositePayloadConverter implements PayloadConverter {
  readonly converters: readonly PayloadConverterWithEncoding[];
  readonly converterByEncoding = new Map<string, PayloadConverterWithEncoding>();

  /** @throws {@link PayloadConverterError} without any converter */
  constructor(...converters: PayloadConverterWithEncoding[]) {
    if (converters.length === 0) {
      throw new PayloadConverterError('Must provide at least one PayloadConverterWithEncoding');
    }
    this.converters = converters;
    for (const converter of converters) this.converterByEncoding.set(converter.encodingType, converter);
  }

  /** @throws {@link ValueError} when no converter takes the value, or none the hint */
  toPayload<T>(value: T, context?: SerializationContext, hint?: ConverterHint<T>): Payload {
    const raw = rawPayloadOf(value);
    if (raw) return raw;
    for (const converter of this.converters) {
      const payload = takesHint(converter, hint) ? converter.toPayload(value, context, hint) : undefined;
      if (payload !== undefined) return payload;
    }
    if (hint) throw new ValueError(`No payload converter supports converter hint '${hint.converter}'`);
    const advice = typeof value === 'bigint' ? ': a BigInt has no JSON form, pass a string or a number' : '';
    throw new ValueError(`Unable to convert ${previewOf(value)} to payload${advice}`);
  }

  /**
   * @throws {@link ValueError} when the encoding is missing or unknown
   * @throws {@link PayloadConverterError} when the converter for it does not take the hint
   */
  fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T {
    const encoding = metadataText(payload, 'encoding');
    if (encoding === undefined) throw new ValueError('Missing payload metadata');
    const converter = this.converterByEncoding.get(encoding);
    if (!converter) throw new ValueError(`Unknown encoding: ${previewOf(encoding)}`);
    if (!takesHint(converter, hint)) {
      throw new PayloadConverterError(
        `Payload encoding '${encoding}' does not support converter hint '${hint!.converter}'`,
      );
    }
    return converter.fromPayload<T>(payload, context, hint);
  }
}

function takesHint(converter: PayloadConverterWithEncoding, hint: ConverterHint | undefined): boolean {
  return !hint || !!converter.validateConverterHint?.(hint);
}

function metadata(encoding: string): Record<string, Uint8Array> {
  return { encoding: encodeText(encoding) };
}

/** `undefined` ↔ `binary/null` without data. */
export class UndefinedPayloadConverter implements PayloadConverterWithEncoding {
  readonly encodingType = 'binary/null';

  toPayload(value: unknown): Payload | undefined {
    return value === undefined ? { metadata: metadata(this.encodingType) } : undefined;
  }

  /** Always `undefined`. */
  fromPayload<T>(): T {
    return undefined as T;
  }
}

/** `Uint8Array` ↔ `binary/plain`. */
export class BinaryPayloadConverter implements PayloadConverterWithEncoding {
  readonly encodingType = 'binary/plain';

  toPayload(value: unknown): Payload | undefined {
    return value instanceof Uint8Array ? { metadata: metadata(this.encodingType), data: value } : undefined;
  }

  /** The bytes, as they came. */
  fromPayload<T>(payload: Payload): T {
    return (payload.data ?? new Uint8Array()) as T;
  }
}

/** Everything that `JSON.stringify` takes ↔ `json/plain`. */
export class JsonPayloadConverter implements PayloadConverterWithEncoding {
  readonly encodingType = 'json/plain';

  /** @throws {@link ValueError} for a circular structure and for a BigInt inside an object, naming the reason */
  toPayload(value: unknown): Payload | undefined {
    if (value === undefined || typeof value === 'bigint') return undefined;
    let json: unknown;
    try {
      // Functions and symbols have no JSON form: `stringify` gives nothing then, though its type does not say so.
      json = JSON.stringify(value);
    } catch (error) {
      throw new ValueError(`Unable to convert a value to JSON: ${String(error)}`, error);
    }
    if (typeof json !== 'string') return undefined;
    return { metadata: metadata(this.encodingType), data: encodeText(json) };
  }

  /** @throws {@link ValueError} when the data is missing or is not JSON */
  fromPayload<T>(payload: Payload): T {
    if (!payload.data || payload.data.length === 0) throw new ValueError('Got payload with no data');
    try {
      return JSON.parse(decodeText(payload.data)) as T;
    } catch (error) {
      throw new ValueError(`Payload of encoding json/plain is not JSON: ${(error as Error).message}`, error);
    }
  }
}

/** The converter used when none is given: nothing, bytes, JSON. */
export class DefaultPayloadConverter extends CompositePayloadConverter {
  constructor() {
    super(new UndefinedPayloadConverter(), new BinaryPayloadConverter(), new JsonPayloadConverter());
  }
}

/** Shared instance of {@link DefaultPayloadConverter}. */
export const defaultPayloadConverter: PayloadConverter = new DefaultPayloadConverter();
