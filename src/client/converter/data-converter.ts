import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { Payload as PayloadMessage } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { DefaultFailureConverter, type FailureConverter } from './failure-converter.js';
import { mapFailurePayloads } from './failure-payloads.js';
import {
  defaultPayloadConverter,
  type Payload,
  type PayloadConverter,
  type SerializationContext,
} from './payload-converter.js';
import { RawValue } from './raw-value.js';
import { ExternalStorageNotConfiguredError, isReferencePayload, type PayloadStorage } from './storage-reference.js';
import type { TypeInfo } from './type-info.js';
import { fromPayloadWithTypeInfo, toPayloadWithTypeInfo } from './with-type-info.js';
import { toWirePayloads } from './wire-payload.js';

/**
 * Transforms Payloads as a whole, for example to encrypt them: after conversion on the way
 * out, in list order; before conversion on the way in, in reverse order.
 */
export interface PayloadCodec {
  /** What is sent instead of these Payloads; as many, in the same order. */
  encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
  /** What `encode` was given. Payloads that it did not make are returned as they are. */
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
  /**
   * Whether codecs decode maps of values too: memos, and metadata of versions. `false` where a list or a description is
   * not to wait for a codec server; what only a codec can read is then a {@link RawValue}.
   *
   * @default true
   */
  mapCodecs?: boolean | undefined;
  /**
   * Where Payloads go that are too large for Temporal, for example an `ExternalStorage`.
   *
   * @default none: a Payload that is stored elsewhere is an {@link ExternalStorageNotConfiguredError}
   * @experimental as in `@temporalio/common` 1.24
   */
  externalStorage?: PayloadStorage | undefined;
}

/**
 * A {@link DataConverter} with its defaults, and the conversions that the client does:
 * values ↔ Payloads, failures ↔ errors.
 */
export class LoadedDataConverter {
  readonly payloadConverter: PayloadConverter;
  readonly failureConverter: FailureConverter;
  readonly payloadCodecs: readonly PayloadCodec[];
  readonly mapCodecs: boolean;
  readonly externalStorage: PayloadStorage | undefined;

  /** @throws TypeError for `payloadConverterPath` and `failureConverterPath`: a page has no files to load */
  constructor(converter: DataConverter = {}) {
    for (const key of ['payloadConverter', 'failureConverter']) {
      if ((converter as Record<string, unknown>)[`${key}Path`] !== undefined) {
        throw new TypeError(
          `dataConverter.${key}Path needs a file system. In a browser pass the object itself as dataConverter.${key}.`,
        );
      }
    }
    this.payloadConverter = converter.payloadConverter ?? defaultPayloadConverter;
    this.failureConverter = converter.failureConverter ?? new DefaultFailureConverter();
    this.payloadCodecs = converter.payloadCodecs ?? [];
    this.mapCodecs = converter.mapCodecs ?? true;
    this.externalStorage = converter.externalStorage;
  }

  /** One Payload a value, through all codecs together. `typeInfo` goes by position and may be shorter. */
  async encodeAll(
    values: readonly unknown[],
    context?: SerializationContext,
    typeInfo?: readonly (TypeInfo | undefined)[],
  ): Promise<PayloadMessage[]> {
    return this.encodePayloads(
      values.map((value, index) => toPayloadWithTypeInfo(this.payloadConverter, value, context, typeInfo?.[index])),
      context,
    );
  }

  /** One value, alone through the codecs. */
  async encode(value: unknown, context?: SerializationContext, typeInfo?: TypeInfo): Promise<PayloadMessage> {
    return (await this.encodeAll([value], context, [typeInfo]))[0]!;
  }

  /** A map of values, each alone through the codecs. */
  encodeMap(values: Record<string, unknown>, context?: SerializationContext): Promise<Record<string, PayloadMessage>> {
    return mapValues(values, (value) => this.encode(value, context));
  }

  /** Payloads with the work of the codecs, and references in the place of those that are stored elsewhere. */
  async encodePayloads(payloads: readonly Payload[], context?: SerializationContext): Promise<PayloadMessage[]> {
    let result = [...payloads];
    if (result.length === 0) return [];
    for (const codec of this.payloadCodecs) result = await codec.encode(result, context);
    if (this.externalStorage) result = await this.externalStorage.store(result, context);
    return toWirePayloads(result);
  }

  /**
   * Payloads without the work of the codecs, wherever they are stored.
   *
   * @throws {@link ExternalStorageNotConfiguredError} for one that is stored elsewhere, without `externalStorage`
   */
  async decodePayloads(payloads: readonly Payload[], context?: SerializationContext): Promise<Payload[]> {
    let result = [...payloads];
    if (result.length === 0) return [];
    if (this.externalStorage) result = await this.externalStorage.retrieve(result, context);
    else if (result.some(isReferencePayload)) throw new ExternalStorageNotConfiguredError();
    for (const codec of [...this.payloadCodecs].reverse()) result = await codec.decode(result, context);
    return result;
  }

  /** Values of a list of Payloads; an absent list is empty. `typeInfo` goes by position and may be shorter. */
  async decodeAll(
    payloads: readonly Payload[] | undefined,
    context?: SerializationContext,
    typeInfo?: readonly (TypeInfo | undefined)[],
  ): Promise<unknown[]> {
    return (await this.decodePayloads(payloads ?? [], context)).map((payload, index) =>
      fromPayloadWithTypeInfo(this.payloadConverter, payload, context, typeInfo?.[index]),
    );
  }

  /** Value of the first Payload; nothing when there is none. */
  async decodeFirst<T>(
    payloads: readonly Payload[] | undefined,
    context?: SerializationContext,
    typeInfo?: TypeInfo<T, any>,
  ): Promise<T> {
    return (await this.decodeAll(payloads?.slice(0, 1), context, [typeInfo as TypeInfo | undefined]))[0] as T;
  }

  /**
   * A map of values; an absent map stays absent. A value that cannot be decoded is given as {@link RawValue} with the
   * reason: one entry that this page has no key for must not hide the rest.
   */
  async decodeMap(
    fields: Record<string, Payload> | undefined,
    context?: SerializationContext,
  ): Promise<Record<string, unknown> | undefined> {
    return (
      fields &&
      mapValues(fields, (payload) =>
        this.#decodeOfMap(payload, context).catch((reason: unknown) =>
          Object.assign(RawValue.fromPayload(payload), { reason }),
        ),
      )
    );
  }

  async #decodeOfMap(payload: Payload, context: SerializationContext | undefined): Promise<unknown> {
    if (this.mapCodecs) return await this.decodeFirst([payload], context);
    return fromPayloadWithTypeInfo(this.payloadConverter, payload, context);
  }

  /** The error for a failure and its causes. */
  async decodeFailure(failure: FailureMessage | undefined, context?: SerializationContext): Promise<Error | undefined> {
    if (!failure) return undefined;
    const decoded = await mapFailurePayloads(failure, (payloads) => this.decodePayloads(payloads, context));
    return this.failureConverter.failureToError(decoded, this.payloadConverter, context);
  }
}

async function mapValues<From, To>(
  map: Record<string, From>,
  convert: (value: From) => Promise<To>,
): Promise<Record<string, To>> {
  const entries = Object.entries(map).map(async ([key, value]) => [key, await convert(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
