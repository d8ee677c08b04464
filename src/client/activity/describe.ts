import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { intercept } from '../interceptors.js';
import type { ActivityDescribeOptions, WithCall } from './activity-options.js';
import { type ActivityContext, type ActivityTarget, targetFields, targetInput } from './context.js';
import { activityDescription, type ActivityExecutionDescription } from './description.js';
import { sinceStandalone, toActivityError } from './error-mapping.js';
import type { ActivityDescribeInput } from './interceptors.js';

/** DescribeActivityExecution. @throws {@link ActivityNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeActivity(
  context: ActivityContext,
  target: ActivityTarget,
  options: WithCall<ActivityDescribeOptions> = {},
): Promise<ActivityExecutionDescription> {
  const { signal, timeoutMs, metadata, ...include } = options;
  return intercept(context.interceptors, 'describe', (input) => describe(context, input))({
    ...targetInput(target),
    options: include,
    call: { signal, timeoutMs, metadata },
  });
}

async function describe(
  context: ActivityContext,
  { options, call, ...target }: ActivityDescribeInput,
): Promise<ActivityExecutionDescription> {
  const {
    includeInput = false,
    includeOutcome = false,
    includeHeartbeatDetails = false,
    includeLastFailure = false,
  } = options;
  const request = {
    ...targetFields(context, target),
    includeInput,
    includeOutcome,
    includeHeartbeatDetails,
    includeLastFailure,
  };
  const response = await mapErrors(
    () => context.connection.unary(WorkflowService.method.describeActivityExecution, request, call),
    (error) => toActivityError(error, { fallback: 'Failed to describe activity', since: sinceStandalone }),
  );
  if (!response.info) throw new ServiceError('Missing info in describeActivityExecution response');
  return activityDescription(context, target.activityId, response.info, response);
}
