import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { Payload } from './payload-converter.js';
import { toWirePayload, toWirePayloads } from './wire-payload.js';

type Transform = (payloads: Payload[]) => Promise<Payload[]>;

/**
 * A copy of a failure whose Payloads, at every level of its cause chain, have gone through `transform`, list by list.
 * Level by level and not by recursion: a chain may have a thousand of them.
 */
export async function mapFailurePayloads(failure: FailureMessage, transform: Transform): Promise<FailureMessage> {
  const copy = await mapLevel(failure, transform);
  for (let level = copy; level.cause; level = level.cause) level.cause = await mapLevel(level.cause, transform);
  return copy;
}

/** Everything but the cause, which stays the one of the original. */
async function mapLevel(level: FailureMessage, transform: Transform): Promise<FailureMessage> {
  const { encodedAttributes } = level;
  const [encoded] = encodedAttributes ? await transform([encodedAttributes]) : [];
  const failureInfo = await mapInfo(level.failureInfo, transform);
  return { ...level, failureInfo, ...(encoded && { encodedAttributes: toWirePayload(encoded) }) };
}

async function mapInfo(
  failureInfo: FailureMessage['failureInfo'],
  transform: Transform,
): Promise<FailureMessage['failureInfo']> {
  switch (failureInfo.case) {
    case 'applicationFailureInfo':
    case 'canceledFailureInfo': {
      const { details } = failureInfo.value;
      if (!details) return failureInfo;
      const payloads = toWirePayloads(await transform(details.payloads));
      const value = { ...failureInfo.value, details: { ...details, payloads } };
      return { case: failureInfo.case, value } as FailureMessage['failureInfo'];
    }
    case 'timeoutFailureInfo':
    case 'resetWorkflowFailureInfo': {
      const { lastHeartbeatDetails } = failureInfo.value;
      if (!lastHeartbeatDetails) return failureInfo;
      const payloads = toWirePayloads(await transform(lastHeartbeatDetails.payloads));
      const value = { ...failureInfo.value, lastHeartbeatDetails: { ...lastHeartbeatDetails, payloads } };
      return { case: failureInfo.case, value } as FailureMessage['failureInfo'];
    }
    default:
      return failureInfo;
  }
}
