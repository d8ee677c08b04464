import type { Payloads } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { Payload } from './payload-converter.js';
import { toWirePayloads } from './wire-payload.js';

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
async function mapLevel(failure: FailureMessage, transform: Transform): Promise<FailureMessage> {
  const level = { ...failure };
  if (level.encodedAttributes) {
    level.encodedAttributes = toWirePayloads(await transform([level.encodedAttributes]))[0]!;
  }
  // Kinds that have neither of the two fields have no Payloads.
  for (const field of ['details', 'lastHeartbeatDetails']) {
    const info: { case: unknown; value?: object | undefined } = level.failureInfo;
    const list = (info.value as Record<string, Payloads | undefined> | undefined)?.[field];
    if (!list) continue;
    const payloads = toWirePayloads(await transform(list.payloads));
    const value = { ...info.value, [field]: { ...list, payloads } };
    level.failureInfo = { ...info, value } as unknown as FailureMessage['failureInfo'];
  }
  return level;
}
