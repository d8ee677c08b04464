/**
 * Conversion of lists and maps by a Payload converter alone, without codecs: what `@temporalio/common` exports for
 * authors of converters.
 */
import type { Payload, PayloadConverter, SerializationContext } from './payload-converter.js';
import type { TypeInfo } from './type-info.js';
import { fromPayloadWithTypeInfo, toPayloadWithTypeInfo } from './with-type-info.js';

/**
 * Payloads of values; nothing for no values.
 *
 * @throws {@link ValueError} when a value cannot be converted
 */
export function toPayloads(converter: PayloadConverter, ...values: unknown[]): Payload[] | undefined {
  return toPayloadsWithContext(converter, undefined, values);
}

/**
 * As {@link toPayloads}, for the Payloads of one execution.
 *
 * @throws {@link ValueError} when a value cannot be converted
 */
export function toPayloadsWithContext(
  converter: PayloadConverter,
  context: SerializationContext | undefined,
  values: readonly unknown[],
  typeInfo?: readonly (TypeInfo | undefined)[],
): Payload[] | undefined {
  if (values.length === 0) return undefined;
  return values.map((value, index) => toPayloadWithTypeInfo(converter, value, context, typeInfo?.[index]));
}

/**
 * The Payload of a value; `null` and `undefined` stay what they are.
 *
 * @throws {@link ValueError} when the value cannot be converted
 */
export function convertOptionalToPayload(
  converter: PayloadConverter,
  value: unknown,
  context?: SerializationContext,
): Payload | null | undefined {
  return value === null || value === undefined ? value : converter.toPayload(value, context);
}

/**
 * A Payload for each value of a map.
 *
 * @throws {@link ValueError} when a value cannot be converted
 */
export function mapToPayloads<K extends string, T = unknown>(
  converter: PayloadConverter,
  map: Record<K, T>,
  context?: SerializationContext,
): Record<K, Payload> {
  return mapRecord(map, (value) => converter.toPayload(value, context));
}

/**
 * The value of one Payload of a list; nothing when the list is shorter, so that arguments may be added later.
 *
 * @throws {@link ValueError} when the Payload cannot be read
 */
export function fromPayloadsAtIndex<T, D = T>(
  converter: PayloadConverter,
  index: number,
  payloads?: readonly Payload[] | null,
  context?: SerializationContext,
  typeInfo?: TypeInfo<T, D>,
): T {
  const payload = payloads?.[index];
  return payload ? fromPayloadWithTypeInfo(converter, payload, context, typeInfo) : (undefined as T);
}

/**
 * The values of a list of Payloads; an absent list is empty.
 *
 * @throws {@link ValueError} when a Payload cannot be read
 */
export function arrayFromPayloads(
  converter: PayloadConverter,
  payloads?: readonly Payload[] | null,
  context?: SerializationContext,
  typeInfo?: readonly (TypeInfo | undefined)[],
): unknown[] {
  return (payloads ?? []).map((payload, index) =>
    fromPayloadWithTypeInfo(converter, payload, context, typeInfo?.[index]),
  );
}

/**
 * A value for each Payload of a map; an absent map stays absent.
 *
 * @throws {@link ValueError} when a Payload cannot be read
 */
export function mapFromPayloads<K extends string, T = unknown>(
  converter: PayloadConverter,
  map?: Record<K, Payload> | null,
  context?: SerializationContext,
): Record<K, T> | undefined {
  return map ? mapRecord(map, (payload) => converter.fromPayload<T>(payload, context)) : undefined;
}

function mapRecord<K extends string, From, To>(map: Record<K, From>, convert: (value: From) => To): Record<K, To> {
  const entries = Object.entries<From>(map).map(([key, value]) => [key, convert(value)] as const);
  return Object.fromEntries(entries) as Record<K, To>;
}
