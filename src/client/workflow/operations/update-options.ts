import { create } from '@bufbuild/protobuf';
import {
  type WorkflowExecutionOptions,
  WorkflowExecutionOptionsSchema,
} from '../../../../gen/shared/temporal/api/workflow/v1/message_pb.js';
import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../../call-options.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { compilePriority, decodePriority, type Priority } from '../../priority.js';
import { ValueError } from '../../value-error.js';
import { encodeVersioningOverride, type VersioningOverride } from '../../versioning-override.js';
import { executionOf, type WorkflowContext, type WorkflowTarget } from '../context.js';

/** What `updateOptions()` changes: `null` clears an option, one that is absent stays. */
export interface WorkflowOptionsChange {
  versioningOverride?: VersioningOverride | null | undefined;
  priority?: Priority | null | undefined;
}

/** The options after a change. */
export interface WorkflowOptionsResult {
  /** Whether Workflow Tasks are bound to a version other than the one that routing would choose. */
  readonly hasVersioningOverride: boolean;
  readonly priority: Priority;
}

/** Message and mask for a change. @throws {@link ValueError} when nothing is to change */
export function compileOptionsChange({ versioningOverride, priority }: WorkflowOptionsChange): {
  updateMask: { paths: string[] };
  workflowExecutionOptions: WorkflowExecutionOptions;
} {
  const paths = [
    ...(versioningOverride === undefined ? [] : ['versioning_override']),
    ...(priority === undefined ? [] : ['priority']),
  ];
  if (paths.length === 0) throw new ValueError('Nothing to change: give versioningOverride or priority');
  return {
    updateMask: { paths },
    workflowExecutionOptions: create(WorkflowExecutionOptionsSchema, {
      ...(versioningOverride && { versioningOverride: encodeVersioningOverride(versioningOverride) }),
      ...(priority && { priority: compilePriority(priority) }),
    }),
  };
}

/** UpdateWorkflowExecutionOptions. @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function updateWorkflowOptions(
  { namespace, identity, connection }: WorkflowContext,
  target: WorkflowTarget,
  change: WorkflowOptionsChange,
  call: CallOptions | undefined,
): Promise<WorkflowOptionsResult> {
  const request = { namespace, identity, workflowExecution: executionOf(target), ...compileOptionsChange(change) };
  const { workflowExecutionOptions: options } = await mapErrors(
    () => connection.unary(WorkflowService.method.updateWorkflowExecutionOptions, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to update options of Workflow', since: '1.26.2', ...target }),
  );
  return {
    hasVersioningOverride: options?.versioningOverride !== undefined,
    priority: decodePriority(options?.priority),
  };
}
