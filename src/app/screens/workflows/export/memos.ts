import type { WorkflowExecutionInfo } from '../../../../client/index.js';
import type { WirePayload } from '../../../format/payload.js';

/** The memo of a row, by its keys; as decoded as it gets. */
export type Memo = ReadonlyMap<string, WirePayload>;

export const noMemo: Memo = new Map();

/** The memos of a page in one request to the codec, if there is one. @throws what the codec's client throws */
export async function decodedMemos(
  page: readonly WorkflowExecutionInfo[],
  decode: (payloads: readonly WirePayload[]) => Promise<WirePayload[]>,
): Promise<Memo[]> {
  const entries = page.map(({ raw }) => Object.entries<WirePayload>(raw.memo?.fields ?? {}));
  const decoded = await decode(entries.flat().map(([, payload]) => payload));
  let at = 0;
  return entries.map((fields) => new Map(fields.map(([key, payload]) => [key, decoded[at++] ?? payload])));
}
