import { brandError } from '../internal/brand-error.js';

/** No Workflow Rule of this id: it was never made, was deleted, or has expired. */
export class WorkflowRuleNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly ruleId: string;

  constructor(message: string, ruleId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.ruleId = ruleId;
  }
}
brandError(WorkflowRuleNotFoundError, 'WorkflowRuleNotFoundError');

/** The id of the Workflow Rule is taken. */
export class WorkflowRuleAlreadyExistsError extends Error {
  declare readonly cause?: Error;
  readonly ruleId: string;

  constructor(message: string, ruleId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.ruleId = ruleId;
  }
}
brandError(WorkflowRuleAlreadyExistsError, 'WorkflowRuleAlreadyExistsError');
