import type { WireFailure } from '../../format/failure.js';
import type { WirePayload } from '../../format/payload.js';
import type { Execution } from './send-call.js';

/** How far an update with start has come. */
export type UpdateOutcome = { name: string; execution: Execution | undefined } & (
  | { phase: 'sent' | 'accepted' }
  | { phase: 'completed'; result: WirePayload | undefined }
  | { phase: 'failed'; failure: WireFailure | undefined; message: string }
);
