import type { Duration } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { TaskQueueKind } from '../../../gen/core/temporal/api/enums/v1/task_queue_pb.js';
import { WorkflowIdReusePolicy } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { Schedule as Definition } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import type { NewWorkflowExecutionInfo } from '../../../gen/schedule/temporal/api/workflow/v1/message_pb.js';
import type { SearchAttributes } from '../visibility/search-attributes.js';
import { durationMs } from './spec/compiled-spec.js';

export const longestId = 1000;
/** What is put behind the Workflow Id for each time. */
const timeLength = '-2009-11-10T23:00:00Z'.length;

/** The Workflow that a Schedule starts, if it starts one. */
export function actionOf(definition: Definition | undefined): NewWorkflowExecutionInfo | undefined {
  const action = definition?.action?.action;
  return action?.case === 'startWorkflow' ? action.value : undefined;
}

/**
 * Checks what a Schedule is to start, and says of its Task Queue that it is a normal one.
 *
 * @throws ConnectError with INVALID_ARGUMENT in the words of the server
 */
export function checkAction(action: NewWorkflowExecutionInfo, attributes: SearchAttributes): void {
  checkIdLength(action.workflowId, timeLength);
  if (!action.workflowType?.name) throw invalid('WorkflowType is not set on request.');
  if (action.workflowType.name.length > longestId) throw invalid('WorkflowType length exceeds limit.');
  const { taskQueue } = action;
  if (!taskQueue) throw invalid('taskQueue is not set');
  if (taskQueue.name === '') throw invalid('missing task queue name');
  if (taskQueue.name.length > longestId) throw invalid('taskQueue length exceeds limit');
  if (taskQueue.name.startsWith('/_sys/')) throw invalid('task queue name cannot start with reserved prefix /_sys/');
  taskQueue.kind ||= TaskQueueKind.NORMAL;
  checkTimeout('WorkflowExecutionTimeout', action.workflowExecutionTimeout);
  checkTimeout('WorkflowRunTimeout', action.workflowRunTimeout);
  checkTimeout('WorkflowTaskTimeout', action.workflowTaskTimeout);
  if (action.cronSchedule !== '') throw invalid('Scheduled workflow must not contain CronSchedule');
  const reuse = action.workflowIdReusePolicy;
  if (reuse !== WorkflowIdReusePolicy.UNSPECIFIED && reuse !== WorkflowIdReusePolicy.ALLOW_DUPLICATE) {
    throw invalid('Scheduled workflow must not contain WorkflowIDReusePolicy');
  }
  attributes.validate(action.searchAttributes);
}

/** @throws ConnectError with INVALID_ARGUMENT for an id that is too long together with what the server adds */
export function checkIdLength(id: string, added: number): void {
  const length = new TextEncoder().encode(id).length + added;
  if (length > longestId) throw invalid(`WorkflowId exceeds maximum allowed length (${length}/${longestId})`);
}

function checkTimeout(name: string, timeout: Duration | undefined): void {
  if (durationMs(timeout) < 0) throw invalid(`An invalid ${name}Seconds is set on request. cause: negative duration`);
}

export function invalid(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument);
}
