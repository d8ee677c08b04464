import type { PayloadConverter, SerializationContext } from './payload-converter.js';
import { create } from '@bufbuild/protobuf';
import { type Failure as FailureMessage, FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { TemporalFailure } from '../failure.js';
import { serializable } from '../internal/serializable.js';
import { errorToFailureInfo } from './encode-failure.js';
import { toWirePayload } from './wire-payload.js';
import { failureToErrorOfItsKind } from './decode-failure.js';

/** Turns errors into `temporal.api.failure.v1.Failure` messages and back. */
export interface FailureConverter {
  /** The message for an error of any kind, with its causes. */
  errorToFailure(error: unknown, payloadConverter: PayloadConverter, context?: SerializationContext): FailureMessage;
  /** The error for a message, with its causes; a subclass of {@link TemporalFailure} that fits. */
  failureToError(failure: FailureMessage, payloadConverter: PayloadConverter, context?: SerializationContext): Error;
}

/** Options of {@link DefaultFailureConverter}. */
export interface DefaultFailureConverterOptions {
  /**
   * Moves message and stack trace of every failure into a Payload, so that a Payload codec
   * encrypts them too.
   *
   * @default false
   */
  encodeCommonAttributes: boolean;
}

/** Levels of an error that are written. */
const maxLevels = 500;

/** Message that stands in place of an encoded one. */
const encodedMessage = 'Encoded failure';

/**
 * The failure converter shared by all Temporal SDKs. Follows `DefaultFailureConverter` of
 * `@temporalio/common`, and keeps what that one loses: `nextRetryDelay`, the cause of a
 * timeout, and heartbeat details that are falsy.
 */
export class DefaultFailureConverter implements FailureConverter {
  readonly options: DefaultFailureConverterOptions;
  /** Errors above the one that is being written: a subclass may write each level, so this cannot be an argument. */
  readonly #above = new Set<unknown>();

  constructor(options: Partial<DefaultFailureConverterOptions> = {}) {
    this.options = { encodeCommonAttributes: options.encodeCommonAttributes ?? false };
  }

  /** The error for a message, with its causes; `failure` of it is the message. */
  failureToError(failure: FailureMessage, payloadConverter: PayloadConverter, context?: SerializationContext): Error {
    const plain = decodeCommonAttributes(failure, payloadConverter, context);
    const cause = plain.cause && this.failureToError(plain.cause, payloadConverter, context);
    const error = failureToErrorOfItsKind(plain, cause, payloadConverter, context);
    error.stack = plain.stackTrace;
    // Whoever writes the error as JSON meets its message, which has int64 fields.
    error.failure = serializable(plain);
    return error;
  }

  /** The message for an error; the one that it came with, when it came from the server. */
  errorToFailure(error: unknown, payloadConverter: PayloadConverter, context?: SerializationContext): FailureMessage {
    // What came from the server goes back as it came.
    if (error instanceof TemporalFailure && error.failure) return error.failure;
    const failure = create(FailureSchema, {
      source: 'TypeScriptSDK',
      ...errorToFailureInfo(error, payloadConverter, context),
    });
    const cause = error instanceof Error ? error.cause : undefined;
    this.#above.add(error);
    try {
      // Causes that go in a circle have an end too, and so have more of them than a reader takes.
      if (cause !== undefined && cause !== null && !this.#above.has(cause) && this.#above.size < maxLevels) {
        failure.cause = this.errorToFailure(cause, payloadConverter, context);
      }
    } finally {
      this.#above.delete(error);
    }
    if (this.options.encodeCommonAttributes) {
      const attributes = { message: failure.message, stack_trace: failure.stackTrace };
      failure.encodedAttributes = toWirePayload(payloadConverter.toPayload(attributes, context));
      failure.message = encodedMessage;
      failure.stackTrace = '';
    }
    return failure;
  }
}

/** Puts an encoded message and stack trace back in their fields; leaves the argument alone. */
function decodeCommonAttributes(
  failure: FailureMessage,
  payloadConverter: PayloadConverter,
  context: SerializationContext | undefined,
): FailureMessage {
  if (!failure.encodedAttributes) return failure;
  const attributes = payloadConverter.fromPayload<unknown>(failure.encodedAttributes, context);
  if (typeof attributes !== 'object' || attributes === null) return failure;
  const { message, stack_trace: stackTrace } = attributes as Record<string, unknown>;
  return {
    ...failure,
    ...(typeof message === 'string' && { message }),
    ...(typeof stackTrace === 'string' && { stackTrace }),
  };
}
