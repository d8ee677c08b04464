import { ResetReapplyExcludeType } from '../../../../gen/shared/temporal/api/enums/v1/reset_pb.js';
import { createEnumCodec } from '../../internal/enum-codec.js';

/** Events after the reset point that the new run does not get again. */
export type ResetReapplyExclude = 'SIGNAL' | 'UPDATE' | 'NEXUS' | 'CANCEL_REQUEST';
export const [encodeResetReapplyExclude] = createEnumCodec<ResetReapplyExclude, ResetReapplyExcludeType>(
  ResetReapplyExcludeType,
  'RESET_REAPPLY_EXCLUDE_TYPE_',
);
