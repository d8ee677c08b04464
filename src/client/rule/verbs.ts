/** Loaded as one part by `rule-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageRequest } from '../internal/pages.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import type { WorkflowExecution } from '../workflow/interceptors.js';
import type { RuleClientInterceptor } from './interceptors.js';
import * as rules from './rules.js';
import type { WorkflowRule, WorkflowRuleSpec } from './workflow-rule.js';

type Context = PartContext<RuleClientInterceptor>;

/** Options of `create()`. */
export interface CreateWorkflowRuleOptions extends WorkflowRuleSpec, CallOptions {
  /** @default none */
  description?: string | undefined;
  /** Applies the rule to what runs already, too, by a batch operation. @default false */
  forceScan?: boolean | undefined;
}

/** Options of `listPage()`. */
export interface ListRulesPageOptions extends CallOptions {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

export function create(
  context: Context,
  ruleId: string,
  options: CreateWorkflowRuleOptions,
): Promise<rules.CreatedWorkflowRule> {
  const { description, forceScan, call, ...spec } = inputOf(options);
  return run(context, 'create', rules.createRule, { ruleId, spec, description, forceScan, call });
}

export function describe(context: Context, ruleId: string, call?: CallOptions): Promise<WorkflowRule> {
  return run(context, 'describe', rules.describeRule, { ruleId, call });
}

export function remove(context: Context, ruleId: string, call?: CallOptions): Promise<void> {
  return run(context, 'delete', rules.deleteRule, { ruleId, call });
}

export function listPage(context: Context, options: ListRulesPageOptions): Promise<Page<WorkflowRule>> {
  const { nextPageToken, call } = inputOf(options);
  return run(context, 'list', rules.listRules, { nextPageToken: pageRequest({ nextPageToken }).nextPageToken, call });
}

export function trigger(
  context: Context,
  workflowExecution: WorkflowExecution,
  rule: string | WorkflowRuleSpec,
  call?: CallOptions,
): Promise<boolean> {
  return run(context, 'trigger', rules.triggerRule, { workflowExecution, rule, call });
}
