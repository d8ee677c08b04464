import type { Payload } from './payload-converter.js';

declare const valueTypeBrand: unique symbol;

/**
 * What a Payload converter is told about one value, for example the message type to read. Extend it with what your
 * converter needs. A converter gets only the hints that its `validateConverterHint` accepts.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export interface ConverterHint<T = unknown> {
  /** Name of the kind of converter that the hint is for. */
  converter: string;
  /** Only for the type checker: the value that the hint describes. */
  [valueTypeBrand]?: T;
}

/**
 * Turns a value into one that Payload converters take, and back, whatever their format is: for example an instance of
 * a class into a plain object.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export interface TransferTypeConverter<T, D = unknown> {
  /** What the application has, made of what the Payload converter gives. */
  fromTransferType(value: D): T;
  /** What the Payload converter takes, made of what the application has. */
  toTransferType(value: T): D;
}

/**
 * How one value is converted. `T` is what the application has, `D` what the Payload converter gets: going out, the
 * transfer converter comes before the Payload converter; coming in, after it. Each part works without the other.
 *
 * Applies where this library converts. A Payload converter that is called directly knows nothing of it.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export interface TypeInfo<T = unknown, D = T> {
  transferTypeConverter?: TransferTypeConverter<T, D> | undefined;
  /** Handed to the Payload converter as it is. */
  payloadConverterHint?: ConverterHint<D> | undefined;
}

/**
 * Types of the arguments and of the result of a call.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export interface PayloadTypeInfo {
  inputTypes?: readonly TypeInfo[] | undefined;
  outputType?: TypeInfo | undefined;
}

/**
 * Where a `RawValue` has its Payload. A registered symbol instead of a class: two copies of this package understand each
 * other, and the converters need not know the class, which itself needs the default converter.
 */
export const rawPayload: unique symbol = Symbol.for('temporal.rawPayload');

/** The Payload of a `RawValue`; nothing for any other value. */
export function rawPayloadOf(value: unknown): Payload | undefined {
  return (value as { [rawPayload]?: Payload } | null | undefined)?.[rawPayload];
}
