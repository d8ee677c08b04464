import type { HistoryEvent } from '../../../client/index.js';
import type { WirePayload } from '../../format/payload.js';
import { type Plain, plainMessage } from '../../format/plain-message.js';

/** Differs between any two runs, and says nothing of what the Workflow did. */
const incidental =
  /^(identity|requestId|taskId|binaryChecksum|workerVersion|.*EventId|.*RunId|runId|workflowId|historySizeBytes|suggestContinueAsNew|workflowTaskCompletedEventId|protocolInstanceId|updateId|version|sdkMetadata|meteringMetadata|.*Time|stackTrace)$/;

type Decoded = (payload: WirePayload) => WirePayload;

/** What an event says, as plain data: all of it, or only what can be the same in two runs. */
export function stepContent(
  event: HistoryEvent | undefined,
  { whole = false, decoded }: { whole?: boolean; decoded?: Decoded | undefined } = {},
): Plain | undefined {
  return plainMessage(event?.attributes.value, {
    ...(whole ? {} : { skip: (field: string) => incidental.test(field) }),
    ...(decoded ? { decoded } : {}),
  });
}

/** Whether the same step of two runs said the same. */
export function sameContent(left: HistoryEvent, right: HistoryEvent, decoded?: Decoded): boolean {
  return JSON.stringify(stepContent(left, { decoded })) === JSON.stringify(stepContent(right, { decoded }));
}
