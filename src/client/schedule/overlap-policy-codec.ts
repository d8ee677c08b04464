import { ScheduleOverlapPolicy as OverlapPolicyWire } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { ScheduleOverlapPolicy } from './overlap-policy.js';

/** In a file of its own: pages that only name a policy need no descriptor. */
export const [encodeScheduleOverlapPolicy, decodeScheduleOverlapPolicy] = createEnumCodec<
  NonNullable<ScheduleOverlapPolicy>,
  OverlapPolicyWire
>(OverlapPolicyWire, 'SCHEDULE_OVERLAP_POLICY_');
