import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { LoadedDataConverter } from './data-converter.js';
import { mapFailurePayloads } from './failure-payloads.js';
import type { SerializationContext } from './payload-converter.js';

/**
 * The failure for an error and its causes, with the work of the codecs: the reverse of `decodeFailure` of
 * {@link LoadedDataConverter}. Apart from that class because few pages fail anything, and every page has the class.
 */
export async function encodeErrorToFailure(
  converter: LoadedDataConverter,
  error: unknown,
  context?: SerializationContext,
): Promise<FailureMessage> {
  const failure = converter.failureConverter.errorToFailure(error, converter.payloadConverter, context);
  return mapFailurePayloads(failure, (payloads) => converter.encodePayloads(payloads, context));
}
