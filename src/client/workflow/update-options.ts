import { UpdateWorkflowExecutionLifecycleStage } from '../../../gen/core/temporal/api/enums/v1/update_pb.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import { createEnumCodec } from '../internal/enum-codec.js';

/**
 * How far an update has come: `ADMITTED` by the server, `ACCEPTED` by the Workflow (its validator has passed), `COMPLETED`
 * with a result or a failure. A caller can wait for the last two.
 */
export const WorkflowUpdateStage = {
  ADMITTED: 'ADMITTED',
  ACCEPTED: 'ACCEPTED',
  COMPLETED: 'COMPLETED',
  /** @deprecated Not an allowed value. */
  UNSPECIFIED: undefined,
} as const;
export type WorkflowUpdateStage = (typeof WorkflowUpdateStage)[keyof typeof WorkflowUpdateStage];
export const [
  /** The number on the wire of a {@link WorkflowUpdateStage}. @throws {@link ValueError} for a name that does not exist */
  encodeWorkflowUpdateStage,
] = createEnumCodec<Exclude<WorkflowUpdateStage, undefined>, UpdateWorkflowExecutionLifecycleStage>(
  UpdateWorkflowExecutionLifecycleStage,
  'UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_',
);

/** Options of an update. */
export interface WorkflowUpdateOptions {
  /**
   * Tells updates of one run apart: a second call with the same id does not run the handler again but gets the outcome of
   * the first. @default a random UUID
   */
  readonly updateId?: string | undefined;
  /** For updates by name. @experimental */
  readonly typeInfo?: PayloadTypeInfo | undefined;
}
