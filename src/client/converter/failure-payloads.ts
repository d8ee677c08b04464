import { fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Payloads } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { type Failure as FailureMessage, FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { binaryReadOptions } from '../internal/binary.js';
import type { Payload } from './payload-converter.js';
import { toWirePayloads } from './wire-payload.js';

/** A copy of a failure whose Payloads, at every level of its cause chain, have gone through `transform`, list by list. */
export async function mapFailurePayloads(
  failure: FailureMessage,
  transform: (payloads: Payload[]) => Promise<Payload[]>,
): Promise<FailureMessage> {
  // `clone` would bring the reflection part of protobuf-es into every page.
  const copy = fromBinary(FailureSchema, toBinary(FailureSchema, failure), binaryReadOptions);
  for (let level: FailureMessage | undefined = copy; level; level = level.cause) {
    if (level.encodedAttributes) {
      level.encodedAttributes = toWirePayloads(await transform([level.encodedAttributes]))[0]!;
    }
    const payloads = payloadsOf(level);
    if (payloads) payloads.payloads = toWirePayloads(await transform(payloads.payloads));
  }
  return copy;
}

function payloadsOf({ failureInfo }: FailureMessage): Payloads | undefined {
  switch (failureInfo.case) {
    case 'applicationFailureInfo':
    case 'canceledFailureInfo':
      return failureInfo.value.details;
    case 'timeoutFailureInfo':
    case 'resetWorkflowFailureInfo':
      return failureInfo.value.lastHeartbeatDetails;
    default:
      return undefined;
  }
}
