import { WorkflowService } from '../../../gen/rule/temporal/api/workflowservice/v1/service_pb.js';
import { ServiceError } from '../errors.js';
import { type GrpcError, status } from '../grpc-error.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageOf } from '../internal/pages.js';
import { callRpc } from '../internal/part-call.js';
import { uuid } from '../internal/uuid.js';
import { WorkflowRuleAlreadyExistsError, WorkflowRuleNotFoundError } from './errors.js';
import type { RuleCreateInput, RuleInput, RuleListInput, RuleTriggerInput } from './interceptors.js';
import { decodeRule, encodeRuleSpec, type WorkflowRule } from './workflow-rule.js';

const methods = WorkflowService.method;

/** Errors of calls about one rule. Servers up to 1.32 answer INVALID_ARGUMENT for what is NOT_FOUND and ALREADY_EXISTS. */
function errorsOf(fallback: string, ruleId: string) {
  const toDomainError = (error: GrpcError): Error | undefined => {
    const { code, details } = error;
    const refused = code === status.INVALID_ARGUMENT;
    if (code === status.NOT_FOUND || (refused && /rule .*not found/i.test(details))) {
      return new WorkflowRuleNotFoundError(details || 'Workflow Rule not found', ruleId, error);
    }
    if (code === status.ALREADY_EXISTS || (refused && /rule .*already exists/i.test(details))) {
      return new WorkflowRuleAlreadyExistsError(details || 'Workflow Rule already exists', ruleId, error);
    }
    return undefined;
  };
  return { fallback, toDomainError };
}

/** A new Workflow Rule. */
export interface CreatedWorkflowRule {
  readonly rule: WorkflowRule;
  /** Batch operation that applies the rule to what runs already; absent unless `forceScan` was asked for. */
  readonly jobId: string | undefined;
}

/** CreateWorkflowRule. The request id is made once, so a repeated attempt creates no second one. */
export async function createRule(
  { namespace, identity, connection }: PartContext<object>,
  { ruleId, spec, description = '', forceScan = false, call }: RuleCreateInput,
): Promise<CreatedWorkflowRule> {
  const request = {
    namespace,
    identity,
    spec: encodeRuleSpec(ruleId, spec),
    description,
    forceScan,
    requestId: uuid(),
  };
  const errors = errorsOf('Failed to create Workflow Rule', ruleId);
  const { rule, jobId } = await callRpc(connection, methods.createWorkflowRule, request, call, errors);
  if (!rule) throw new ServiceError('The server created the Workflow Rule without describing it');
  return { rule: decodeRule(rule), jobId: jobId || undefined };
}

/** DescribeWorkflowRule. */
export async function describeRule(
  { namespace, connection }: PartContext<object>,
  { ruleId, call }: RuleInput,
): Promise<WorkflowRule> {
  const errors = errorsOf('Failed to describe Workflow Rule', ruleId);
  const { rule } = await callRpc(connection, methods.describeWorkflowRule, { namespace, ruleId }, call, errors);
  if (!rule) throw new WorkflowRuleNotFoundError('The server described no Workflow Rule', ruleId);
  return decodeRule(rule);
}

/** DeleteWorkflowRule. */
export async function deleteRule(
  { namespace, connection }: PartContext<object>,
  { ruleId, call }: RuleInput,
): Promise<void> {
  const errors = errorsOf('Failed to delete Workflow Rule', ruleId);
  await callRpc(connection, methods.deleteWorkflowRule, { namespace, ruleId }, call, errors);
}

/** ListWorkflowRules, one page. The server alone decides how long a page is. */
export async function listRules(
  { namespace, connection }: PartContext<object>,
  { nextPageToken, call }: RuleListInput,
): Promise<Page<WorkflowRule>> {
  const request = { namespace, nextPageToken };
  const response = await callRpc(connection, methods.listWorkflowRules, request, call, {
    fallback: 'Failed to list Workflow Rules',
  });
  return pageOf(response.rules.map(decodeRule), response);
}

/** TriggerWorkflowRule. @returns whether the rule applied */
export async function triggerRule(
  { namespace, identity, connection }: PartContext<object>,
  { workflowExecution: { workflowId, runId = '' }, rule, call }: RuleTriggerInput,
): Promise<boolean> {
  const request = {
    namespace,
    identity,
    execution: { workflowId, runId },
    rule:
      typeof rule === 'string'
        ? ({ case: 'id', value: rule } as const)
        : ({ case: 'spec', value: encodeRuleSpec('', rule) } as const),
  };
  const errors = errorsOf('Failed to trigger Workflow Rule', typeof rule === 'string' ? rule : '');
  return (await callRpc(connection, methods.triggerWorkflowRule, request, call, errors)).applied;
}
