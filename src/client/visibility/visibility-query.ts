/** The last clause of a query decides which calls take it: ORDER BY is for lists, GROUP BY for counts. */
export type VisibilityClause = 'WHERE' | 'ORDER BY' | 'GROUP BY';

/** A visibility query as an object, as the query builder makes it; `toString()` gives what the server reads. */
export interface VisibilityQueryText<Clause extends VisibilityClause = VisibilityClause> {
  readonly lastClause: Clause;
  /** The query, as the server reads it. */
  toString(): string;
}

/** What `list` and `listPage` take: a text, or a built query without GROUP BY. */
export type VisibilityListQuery = string | VisibilityQueryText<'WHERE' | 'ORDER BY'>;

/** What `count` takes: a text, or a built query without ORDER BY. */
export type VisibilityCountQuery = string | VisibilityQueryText<'WHERE' | 'GROUP BY'>;
