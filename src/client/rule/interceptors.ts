import type { Page } from '../internal/pages.js';
import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { CallInput, WorkflowExecution } from '../workflow/interceptors.js';
import type { CreatedWorkflowRule } from './rules.js';
import type { WorkflowRule, WorkflowRuleSpec } from './workflow-rule.js';

export interface RuleInput extends CallInput {
  readonly ruleId: string;
}

export interface RuleCreateInput extends RuleInput {
  readonly spec: WorkflowRuleSpec;
  readonly description?: string | undefined;
  readonly forceScan?: boolean | undefined;
}

export interface RuleListInput extends CallInput {
  readonly nextPageToken: Uint8Array;
}

export interface RuleTriggerInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
  /** Id of a rule that exists, or one for this call alone. */
  readonly rule: string | WorkflowRuleSpec;
}

/** The calls of `client.rule`. */
interface RuleCalls {
  create: Around<RuleCreateInput, CreatedWorkflowRule>;
  describe: Around<RuleInput, WorkflowRule>;
  /** Around every page. */
  list: Around<RuleListInput, Page<WorkflowRule>>;
  delete: Around<RuleInput, void>;
  trigger: Around<RuleTriggerInput, boolean>;
}

/** Functions around the calls of `client.rule`; all are optional. */
export interface RuleClientInterceptor extends InterceptorOf<RuleCalls> {}
