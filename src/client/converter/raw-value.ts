import {
  defaultPayloadConverter,
  type Payload,
  type PayloadConverter,
  type SerializationContext,
} from './payload-converter.js';
import { serializable } from '../internal/serializable.js';
import { rawPayload } from './type-info.js';

/**
 * A value that is a Payload already: sent as it is, whatever Payload converter is
 * configured. Payload codecs still apply.
 */
export class RawValue<T = unknown> {
  readonly payload: Payload;
  /** Only for the type checker: what the Payload holds. */
  declare readonly value?: T;
  /** Why it could not be converted, where it stands in the place of a value, as in a memo that was read. */
  declare readonly reason?: unknown;

  /** Converts `value` at once, by default with the default converter. */
  constructor(value: T, payloadConverter: PayloadConverter = defaultPayloadConverter, context?: SerializationContext) {
    this.payload = payloadConverter.toPayload(value, context);
  }

  /** The Payload, under the name by which converters find it. */
  get [rawPayload](): Payload {
    return this.payload;
  }

  /** A Payload of the wire has sizes in bigint, which JSON does not know. */
  toJSON(): object {
    const { payload, reason } = this;
    return { payload: serializable({ ...payload }), reason };
  }

  /** Wraps a Payload that exists, as it came from the wire or from {@link JSONToPayload}. */
  static fromPayload<T = unknown>(payload: Payload): RawValue<T> {
    return new RawValue<unknown>(payload, { toPayload: () => payload } as unknown as PayloadConverter) as RawValue<T>;
  }
}
