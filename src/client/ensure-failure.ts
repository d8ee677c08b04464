/** Any thrown value as a failure: for converters, codecs and whoever fails an Activity from outside. */
import { ApplicationFailure, TemporalFailure } from './failure.js';

/**
 * The same error when it is an {@link ApplicationFailure} already. Of another, a retryable one with its message, stack
 * trace and cause, and with the name of its class as type.
 */
export function ensureApplicationFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (typeof error !== 'object' || error === null) return ApplicationFailure.create({ message: String(error) });
  const { message, name, stack = '', cause, constructor } = error as Partial<Error> & object;
  const failure = ApplicationFailure.create({
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- thrown things are anything
    message: message || String(error),
    type: (constructor as { name?: string } | undefined)?.name ?? name,
    cause: cause instanceof Error ? cause : undefined,
  });
  failure.stack = stack;
  return failure;
}

/** The same error when it is a {@link TemporalFailure} already, else {@link ensureApplicationFailure} of it. */
export function ensureTemporalFailure(error: unknown): TemporalFailure {
  return error instanceof TemporalFailure ? error : ensureApplicationFailure(error);
}

/**
 * For converters and codecs that understand a Payload but refuse it.
 *
 * @param details what is wrong with it; `undefined` and `null` give no details
 */
export function createPayloadValidationError(details: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'Payload validation failed',
    type: 'PayloadValidationError',
    nonRetryable: true,
    details: details === undefined || details === null ? [] : [details],
  });
}
