import { ValueError } from '../value-error.js';
import type { Payload, PayloadConverter, SerializationContext } from './payload-converter.js';
import { RawValue } from './raw-value.js';
import { rawPayloadOf, type TypeInfo } from './type-info.js';

/**
 * For values that are to stay Payloads: what goes out must be a {@link RawValue}, what comes in becomes one. Payload
 * codecs still apply.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export const rawValueTypeInfo: TypeInfo<RawValue> = {};

/**
 * Converts one value: the transfer converter of its type first, then the Payload converter with the hint. A
 * {@link RawValue} is its own Payload.
 *
 * @throws {@link ValueError} when the value cannot be converted, or is not a RawValue though its type says so
 * @experimental as in `@temporalio/common` 1.24
 */
export function toPayloadWithTypeInfo<T, D = T>(
  converter: PayloadConverter,
  value: T,
  context?: SerializationContext,
  typeInfo?: TypeInfo<T, D>,
): Payload {
  const raw = rawPayloadOf(value);
  if (raw) return raw;
  if ((typeInfo as unknown) === rawValueTypeInfo) throw new ValueError('RawValue TypeInfo requires a RawValue value');
  const transfer = typeInfo?.transferTypeConverter;
  return converter.toPayload(
    transfer ? transfer.toTransferType(value) : (value as unknown as D),
    context,
    typeInfo?.payloadConverterHint,
  );
}

/**
 * The reverse of {@link toPayloadWithTypeInfo}.
 *
 * @throws {@link ValueError} when the Payload cannot be read
 * @experimental as in `@temporalio/common` 1.24
 */
export function fromPayloadWithTypeInfo<T, D = T>(
  converter: PayloadConverter,
  payload: Payload,
  context?: SerializationContext,
  typeInfo?: TypeInfo<T, D>,
): T {
  if ((typeInfo as unknown) === rawValueTypeInfo) return RawValue.fromPayload(payload) as T;
  const transfer = typeInfo?.transferTypeConverter;
  const value = converter.fromPayload<D>(payload, context, typeInfo?.payloadConverterHint);
  return transfer ? transfer.fromTransferType(value) : (value as unknown as T);
}
