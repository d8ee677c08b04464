import { defaultPayloadConverter, type Payload, type PayloadConverter } from './payload-converter.js';

/**
 * A value that is a Payload already: sent as it is, whatever Payload converter is
 * configured. Payload codecs still apply.
 */
export class RawValue<T = unknown> {
  readonly payload: Payload;
  /** Only for the type checker: what the Payload holds. */
  declare readonly value?: T;

  /** Converts `value` at once, by default with the default converter. */
  constructor(value: T, payloadConverter: PayloadConverter = defaultPayloadConverter) {
    this.payload = payloadConverter.toPayload(value);
  }

  static fromPayload<T = unknown>(payload: Payload): RawValue<T> {
    return Object.assign(Object.create(RawValue.prototype) as RawValue<T>, { payload });
  }
}
