import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import { iteratePages, type Page } from '../internal/pages.js';
import type { WorkflowExecution } from '../workflow/interceptors.js';
import type { RuleClientInterceptor } from './interceptors.js';
import type { CreatedWorkflowRule } from './rules.js';
import type * as Verbs from './verbs.js';
import type { WorkflowRule, WorkflowRuleSpec } from './workflow-rule.js';

/**
 * Options of {@link RuleClient}.
 *
 * @interface
 */
export type RuleClientOptions = PartOptions<RuleClientInterceptor>;

/**
 * Workflow Rules: what is to happen to Activities of the Namespace that match, for example that they pause. Use it as
 * `client.rule`. The code is loaded when a method is first used.
 *
 * Every method throws {@link UnsupportedError} where the server, or the Namespace, has no Workflow Rules: they are
 * switched off by default.
 */
export class RuleClient extends PartClient<typeof Verbs, RuleClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: RuleClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /**
   * Makes a rule.
   *
   * @example
   * ```ts
   * await client.rule.create('hold-cards', { activityStart: { predicate: "ActivityType = 'chargeCard'" } });
   * ```
   * @throws {@link WorkflowRuleAlreadyExistsError} when the id is taken
   * @throws {@link ValueError} | {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  create(ruleId: string, options: Verbs.CreateWorkflowRuleOptions): Promise<CreatedWorkflowRule> {
    return this.call('create', ruleId, options);
  }

  /** @throws {@link WorkflowRuleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
  describe(ruleId: string, call?: CallOptions): Promise<WorkflowRule> {
    return this.call('describe', ruleId, call);
  }

  /** All rules, fetched page by page while you iterate. */
  list(options: CallOptions & { limit?: number | undefined } = {}): AsyncIterable<WorkflowRule> {
    return iteratePages(options, (page) => this.listPage({ ...options, ...page }));
  }

  /** One page of {@link RuleClient.list}; the server alone decides how long it is. */
  listPage(options: Verbs.ListRulesPageOptions = {}): Promise<Page<WorkflowRule>> {
    return this.call('listPage', options);
  }

  /** What the rule has paused stays paused. @throws {@link WorkflowRuleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
  delete(ruleId: string, call?: CallOptions): Promise<void> {
    return this.call('remove', ruleId, call);
  }

  /**
   * Applies a rule to one Workflow Execution at once. Servers up to 1.32 do not offer it.
   *
   * @param rule id of a rule, or one for this call alone
   * @returns whether it applied
   */
  trigger(workflowExecution: WorkflowExecution, rule: string | WorkflowRuleSpec, call?: CallOptions): Promise<boolean> {
    return this.call('trigger', workflowExecution, rule, call);
  }
}
