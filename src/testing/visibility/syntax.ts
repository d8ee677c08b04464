/** What a query says, as a tree. */
export type Expression =
  | { readonly kind: 'parentheses' | 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'comparison'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'range';
      readonly operator: 'between' | 'not between';
      readonly left: Expression;
      readonly from: Expression;
      readonly to: Expression;
    }
  | { readonly kind: 'is'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'column'; readonly parts: readonly string[] }
  | { readonly kind: 'value'; readonly type: ValueType; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  /** What the language knows and no query can use, by the name that the server has for it. */
  | { readonly kind: 'other'; readonly name: string };

export type ValueType = 'string' | 'integer' | 'float' | 'hexNumber' | 'hex' | 'bits' | 'argument';

/** A query as it was written. */
export interface Statement {
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly Expression[];
  readonly hasLimit: boolean;
}

const names = {
  parentheses: '*sqlparser.ParenExpr',
  not: '*sqlparser.NotExpr',
  and: '*sqlparser.AndExpr',
  or: '*sqlparser.OrExpr',
  comparison: '*sqlparser.ComparisonExpr',
  range: '*sqlparser.RangeCond',
  is: '*sqlparser.IsExpr',
  column: '*sqlparser.ColName',
  value: '*sqlparser.SQLVal',
  boolean: 'sqlparser.BoolVal',
  tuple: 'sqlparser.ValTuple',
  unary: '*sqlparser.UnaryExpr',
};

/** The name that the server has for this kind of expression in its errors. */
export function nameOf(expression: Expression): string {
  return expression.kind === 'other' ? expression.name : names[expression.kind];
}
