import type {
  GetWorkerVersioningRulesResponse,
  UpdateWorkerVersioningRulesRequest,
} from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { UpdateWorkerVersioningRulesRequestSchema } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { ServiceError } from '../errors.js';
import { status } from '../grpc-error.js';
import { decodeFloat, decodeOptionalTime } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc, type PartErrors } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import type { TaskQueueInput, TaskQueueUpdateVersioningRulesInput } from './interceptors.js';

/** New Workflows and Activities, or a share of them, get this Build Id. Rules are tried in order. */
export interface BuildIdAssignmentRule {
  readonly targetBuildId: string;
  /** From 0 to below 100. @default all */
  readonly rampPercentage?: number | undefined;
}

/** Tasks of one Build Id go to another, which must be able to continue its Workflows. */
export interface CompatibleBuildIdRedirectRule {
  readonly sourceBuildId: string;
  readonly targetBuildId: string;
}

/** Versioning rules of a Task Queue. */
export interface WorkerVersioningRules {
  readonly assignmentRules: readonly (BuildIdAssignmentRule & { readonly createTime: Date | undefined })[];
  readonly redirectRules: readonly (CompatibleBuildIdRedirectRule & { readonly createTime: Date | undefined })[];
  /** Goes back with a change, which is then refused if somebody else has changed the rules since. */
  readonly conflictToken: Uint8Array;
}

/** One change of the rules. `force` skips the checks that keep a Task Queue usable. */
export type VersioningRuleOperation =
  | { operation: 'insertAssignmentRule'; rule: BuildIdAssignmentRule; ruleIndex?: number }
  | { operation: 'replaceAssignmentRule'; rule: BuildIdAssignmentRule; ruleIndex: number; force?: boolean }
  | { operation: 'deleteAssignmentRule'; ruleIndex: number; force?: boolean }
  | { operation: 'addRedirectRule'; rule: CompatibleBuildIdRedirectRule }
  | { operation: 'replaceRedirectRule'; rule: CompatibleBuildIdRedirectRule }
  | { operation: 'deleteRedirectRule'; sourceBuildId: string }
  | { operation: 'commitBuildId'; targetBuildId: string; force?: boolean };

/** Options of `updateVersioningRules()`. */
export interface UpdateVersioningRulesOptions extends CallOptions {
  /** Of the rules that the change was thought out for. @default that of the rules as they are now, which takes another RPC */
  conflictToken?: Uint8Array | undefined;
}

type RulesMessage = Pick<
  GetWorkerVersioningRulesResponse,
  'assignmentRules' | 'compatibleRedirectRules' | 'conflictToken'
>;
type OperationMessage = Exclude<
  MessageInitShape<typeof UpdateWorkerVersioningRulesRequestSchema>,
  UpdateWorkerVersioningRulesRequest
>['operation'];

/** GetWorkerVersioningRules. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function getVersioningRules(
  { namespace, connection }: PartContext<object>,
  { taskQueue, call }: TaskQueueInput,
): Promise<WorkerVersioningRules> {
  const request = { namespace, taskQueue };
  return decodeRules(
    await callRpc(connection, WorkflowService.method.getWorkerVersioningRules, request, call, {
      fallback: 'Failed to get versioning rules of Task Queue',
    }),
  );
}

/**
 * UpdateWorkerVersioningRules.
 *
 * @throws {@link ServiceError} that says so when the rules have changed since `conflictToken`
 * @throws {@link ValueError} for an unknown operation
 */
export async function updateVersioningRules(
  context: PartContext<object>,
  { taskQueue, operation, conflictToken, call }: TaskQueueUpdateVersioningRulesInput,
): Promise<WorkerVersioningRules> {
  const message = encodeOperation(operation);
  const request = {
    namespace: context.namespace,
    taskQueue,
    conflictToken: conflictToken ?? (await getVersioningRules(context, { taskQueue, call })).conflictToken,
    operation: message!,
  };
  return decodeRules(
    await callRpc(context.connection, WorkflowService.method.updateWorkerVersioningRules, request, call, updateErrors),
  );
}

const updateErrors: PartErrors = {
  fallback: 'Failed to update versioning rules of Task Queue',
  toDomainError: (cause) =>
    cause.code === status.FAILED_PRECONDITION && /conflict token/i.test(cause.details)
      ? new ServiceError(
          'The versioning rules have changed since conflictToken was read: read them again, and decide again.',
          { cause },
        )
      : undefined,
};

function encodeOperation(operation: VersioningRuleOperation): OperationMessage {
  switch (operation.operation) {
    case 'insertAssignmentRule': {
      const { rule, ruleIndex = 0 } = operation;
      return { case: 'insertAssignmentRule', value: { rule: encodeAssignment(rule), ruleIndex } };
    }
    case 'replaceAssignmentRule': {
      const { rule, ruleIndex, force = false } = operation;
      return { case: 'replaceAssignmentRule', value: { rule: encodeAssignment(rule), ruleIndex, force } };
    }
    case 'deleteAssignmentRule': {
      const { ruleIndex, force = false } = operation;
      return { case: 'deleteAssignmentRule', value: { ruleIndex, force } };
    }
    case 'addRedirectRule':
      return { case: 'addCompatibleRedirectRule', value: { rule: operation.rule } };
    case 'replaceRedirectRule':
      return { case: 'replaceCompatibleRedirectRule', value: { rule: operation.rule } };
    case 'deleteRedirectRule':
      return { case: 'deleteCompatibleRedirectRule', value: { sourceBuildId: operation.sourceBuildId } };
    case 'commitBuildId': {
      const { targetBuildId, force = false } = operation;
      return { case: 'commitBuildId', value: { targetBuildId, force } };
    }
    default:
      throw new ValueError(`Unknown versioning rule operation: ${JSON.stringify(operation)}`);
  }
}

function encodeAssignment({ targetBuildId, rampPercentage }: BuildIdAssignmentRule) {
  return rampPercentage === undefined
    ? { targetBuildId }
    : { targetBuildId, ramp: { case: 'percentageRamp', value: { rampPercentage } } as const };
}

function decodeRules({ assignmentRules, compatibleRedirectRules, conflictToken }: RulesMessage): WorkerVersioningRules {
  return {
    assignmentRules: assignmentRules.map(({ rule, createTime }) => ({
      targetBuildId: rule?.targetBuildId ?? '',
      // Servers write a rule without a ramp as one with 100 %.
      rampPercentage:
        rule?.ramp.case === 'percentageRamp' && rule.ramp.value.rampPercentage < 100
          ? decodeFloat(rule.ramp.value.rampPercentage)
          : undefined,
      createTime: decodeOptionalTime(createTime),
    })),
    redirectRules: compatibleRedirectRules.map(({ rule, createTime }) => ({
      sourceBuildId: rule?.sourceBuildId ?? '',
      targetBuildId: rule?.targetBuildId ?? '',
      createTime: decodeOptionalTime(createTime),
    })),
    conflictToken,
  };
}
