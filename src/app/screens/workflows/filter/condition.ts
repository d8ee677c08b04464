/** One side of an outermost AND of a query: what a pill shows. */
export type Condition = Comparison | RawCondition;

/** A condition on one attribute. */
export interface Comparison {
  kind: 'comparison';
  attribute: string;
  operator: Operator;
  /** None for `IS NULL`, two for `BETWEEN`, any number for `IN`, else one. */
  values: readonly Literal[];
  /** Also true of executions that lack the attribute, which on SQL stores match no `!=` and no `NOT …`. */
  orMissing?: true;
}

/** What is no condition on one attribute: an OR, a function, half of something. It stays as it was written. */
export interface RawCondition {
  kind: 'raw';
  text: string;
}

/** A condition of the list that is being changed. */
export interface EditedCondition {
  /** Where the form stands. */
  anchor: HTMLElement;
  comparison: Comparison;
  /** Puts another condition in its place. */
  replace: (text: string) => void;
}

export const operators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'BETWEEN',
  'NOT BETWEEN',
  'IN',
  'NOT IN',
  'STARTS_WITH',
  'NOT STARTS_WITH',
  'IS NULL',
  'IS NOT NULL',
] as const;

export type Operator = (typeof operators)[number];

/** Numbers stay text: an Int64 does not fit into a number of JavaScript. */
export type Literal =
  | { kind: 'string'; value: string }
  | { kind: 'number'; text: string }
  | { kind: 'bool'; value: boolean }
  | { kind: 'relative'; text: string };

/** Operators of which a value that is missing is no instance, so that `orMissing` makes sense. */
export const negations: readonly Operator[] = ['!=', 'NOT IN', 'NOT STARTS_WITH'];
