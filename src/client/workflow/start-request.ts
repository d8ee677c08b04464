import { create } from '@bufbuild/protobuf';
import { TaskQueueKind } from '../../../gen/core/temporal/api/enums/v1/task_queue_pb.js';
import {
  type StartWorkflowExecutionRequest,
  StartWorkflowExecutionRequestSchema,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { encodeSearchAttributes } from '../converter/search-attribute-payloads.js';
import { encodeHeaders } from '../converter/headers.js';
import { toWirePayload } from '../converter/wire-payload.js';
import { encodeDuration } from '../duration.js';
import { defined } from '../internal/defined.js';
import { uuid } from '../internal/uuid.js';
import { compilePriority } from '../priority.js';
import { compileRetryPolicy } from '../retry-policy.js';
import { encodeVersioningOverride } from '../versioning-override.js';
import { serializationContextOf, type WorkflowContext } from './context.js';
import { encodeWorkflowIdConflictPolicy, encodeWorkflowIdReusePolicy } from './id-policies.js';
import type { WorkflowStartInput } from './interceptors.js';
import { assertWorkflowOptions } from './workflow-options.js';

/**
 * The request for a set of start options, with a fresh request id: made once a call, before any
 * retry, so that a repeated attempt cannot start a second execution.
 *
 * @throws TypeError, RangeError or {@link ValueError} naming what is wrong in the options
 */
export async function createStartRequest(
  context: WorkflowContext,
  { workflowType, options, headers }: WorkflowStartInput,
): Promise<StartWorkflowExecutionRequest> {
  assertWorkflowOptions(options);
  const { args, memo, staticSummary, staticDetails } = options;
  const { dataConverter } = context;
  const serialization = serializationContextOf(context, options.workflowId);
  const payload = (value: string | undefined) =>
    value === undefined ? undefined : dataConverter.encode(value, serialization);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- accepted as upstream accepts it
  const searchAttributes = encodeSearchAttributes(options.searchAttributes, options.typedSearchAttributes);
  const [payloads, fields, summary, details] = await Promise.all([
    dataConverter.encodeAll(args, serialization, options.typeInfo?.inputTypes),
    memo && dataConverter.encodeMap(memo, serialization),
    payload(staticSummary),
    payload(staticDetails),
  ]);
  return create(StartWorkflowExecutionRequestSchema, {
    namespace: context.namespace,
    identity: context.identity,
    requestId: uuid(),
    workflowId: options.workflowId,
    workflowIdReusePolicy: encodeWorkflowIdReusePolicy(options.workflowIdReusePolicy) ?? 0,
    workflowIdConflictPolicy: encodeWorkflowIdConflictPolicy(options.workflowIdConflictPolicy) ?? 0,
    workflowType: { name: workflowType },
    taskQueue: { name: options.taskQueue, kind: TaskQueueKind.NORMAL },
    input: { payloads },
    cronSchedule: options.cronSchedule ?? '',
    ...encodeHeaders(headers),
    ...defined({
      workflowExecutionTimeout: encodeDuration(options.workflowExecutionTimeout),
      workflowRunTimeout: encodeDuration(options.workflowRunTimeout),
      workflowTaskTimeout: encodeDuration(options.workflowTaskTimeout),
      workflowStartDelay: encodeDuration(options.startDelay),
      retryPolicy: options.retry && compileRetryPolicy(options.retry),
      memo: fields && { fields },
      searchAttributes: searchAttributes && {
        indexedFields: Object.fromEntries(
          Object.entries(searchAttributes).map(([name, value]) => [name, toWirePayload(value)]),
        ),
      },
      userMetadata: summary || details ? defined({ summary, details }) : undefined,
      priority: options.priority && compilePriority(options.priority),
      versioningOverride: options.versioningOverride && encodeVersioningOverride(options.versioningOverride),
    }),
  });
}
