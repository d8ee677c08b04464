import { ScheduleOverlapPolicy as OverlapPolicyWire } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { ScheduleOverlapPolicy } from './overlap-policy.js';

/** In a file of its own: pages that only name a policy need no descriptor. */
export const [
  /** The number on the wire of a {@link ScheduleOverlapPolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeScheduleOverlapPolicy,
  /** The {@link ScheduleOverlapPolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeScheduleOverlapPolicy,
] = createEnumCodec<NonNullable<ScheduleOverlapPolicy>, OverlapPolicyWire>(
  OverlapPolicyWire,
  'SCHEDULE_OVERLAP_POLICY_',
);
