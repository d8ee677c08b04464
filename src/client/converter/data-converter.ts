import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { Payload as PayloadMessage } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { decodeFailurePayloads } from './codec-failure.js';
import { DefaultFailureConverter, type FailureConverter } from './failure-converter.js';
import {
  defaultPayloadConverter,
  type Payload,
  type PayloadConverter,
  type SerializationContext,
} from './payload-converter.js';
import { RawValue } from './raw-value.js';
import { toWirePayloads } from './wire-payload.js';

/**
 * Transforms Payloads as a whole, for example to encrypt them: after conversion on the way
 * out, in list order; before conversion on the way in, in reverse order.
 */
export interface PayloadCodec {
  encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
  decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
}

/** How values become Payloads. Everything is optional; what is missing is the default. */
export interface DataConverter {
  /** @default nothing, bytes, JSON */
  payloadConverter?: PayloadConverter | undefined;
  /** @default {@link DefaultFailureConverter} */
  failureConverter?: FailureConverter | undefined;
  /** @default none */
  payloadCodecs?: readonly PayloadCodec[] | undefined;
}

/**
 * A {@link DataConverter} with its defaults, and the four conversions that the client does:
 * values ↔ Payloads, failures → errors, errors → failures.
 */
export class LoadedDataConverter {
  readonly payloadConverter: PayloadConverter;
  readonly failureConverter: FailureConverter;
  readonly payloadCodecs: readonly PayloadCodec[];

  /** @throws TypeError for `payloadConverterPath` and `failureConverterPath`: a page has no files to load */
  constructor(converter: DataConverter = {}) {
    for (const key of ['payloadConverterPath', 'failureConverterPath']) {
      if ((converter as Record<string, unknown>)[key] !== undefined) {
        throw new TypeError(
          `dataConverter.${key} needs a file system. In a browser pass the object itself as dataConverter.${key.replace('Path', '')}.`,
        );
      }
    }
    this.payloadConverter = converter.payloadConverter ?? defaultPayloadConverter;
    this.failureConverter = converter.failureConverter ?? new DefaultFailureConverter();
    this.payloadCodecs = converter.payloadCodecs ?? [];
  }

  /** One Payload a value, through all codecs together. */
  async encodeAll(values: readonly unknown[], context?: SerializationContext): Promise<PayloadMessage[]> {
    let payloads = values.map((value) =>
      value instanceof RawValue ? value.payload : this.payloadConverter.toPayload(value, context),
    );
    for (const codec of this.payloadCodecs) payloads = await codec.encode(payloads, context);
    return toWirePayloads(payloads);
  }

  /** One value, alone through the codecs. */
  async encode(value: unknown, context?: SerializationContext): Promise<PayloadMessage> {
    const [payload] = await this.encodeAll([value], context);
    return payload!;
  }

  /** A map of values, each alone through the codecs. */
  async encodeMap(
    values: Record<string, unknown>,
    context?: SerializationContext,
  ): Promise<Record<string, PayloadMessage>> {
    const entries = Object.entries(values).map(
      async ([key, value]) => [key, await this.encode(value, context)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Payloads without the work of the codecs. */
  async decodePayloads(payloads: readonly Payload[], context?: SerializationContext): Promise<Payload[]> {
    let result: Payload[] = [...payloads];
    for (const codec of [...this.payloadCodecs].reverse()) result = await codec.decode(result, context);
    return result;
  }

  /** Values of a list of Payloads; an absent list is empty. */
  async decodeAll(payloads: readonly Payload[] | undefined, context?: SerializationContext): Promise<unknown[]> {
    if (!payloads?.length) return [];
    return (await this.decodePayloads(payloads, context)).map((payload) =>
      this.payloadConverter.fromPayload(payload, context),
    );
  }

  /** Value of the first Payload; nothing when there is none. */
  async decodeFirst<T>(payloads: readonly Payload[] | undefined, context?: SerializationContext): Promise<T> {
    const [first] = await this.decodeAll(payloads?.slice(0, 1), context);
    return first as T;
  }

  /**
   * A map of values; an absent map stays absent. A value that cannot be decoded is given as {@link RawValue}: one
   * entry that this page has no key for must not hide the rest.
   */
  async decodeMap(
    fields: Record<string, Payload> | undefined,
    context?: SerializationContext,
  ): Promise<Record<string, unknown> | undefined> {
    if (!fields) return undefined;
    const entries = Object.entries(fields).map(async ([key, payload]) => {
      const value = await this.decodeFirst([payload], context).catch(() => RawValue.fromPayload(payload));
      return [key, value] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** The error for a failure and its causes. */
  async decodeFailure(failure: FailureMessage | undefined, context?: SerializationContext): Promise<Error | undefined> {
    if (!failure) return undefined;
    const decoded = this.payloadCodecs.length > 0 ? await decodeFailurePayloads(failure, this, context) : failure;
    return this.failureConverter.failureToError(decoded, this.payloadConverter, context);
  }
}
