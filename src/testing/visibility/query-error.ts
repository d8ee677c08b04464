/**
 * Why a query cannot be answered, in the words of the server: the message has "invalid query: " before it when it
 * leaves as INVALID_ARGUMENT.
 */
export class QueryError extends Error {}

/** A query that only the store behind the server finds fault with, which the server reports as UNAVAILABLE. */
export class StoreError extends Error {}

export const malformed = 'malformed SQL query';
export const notSupported = 'operation is not supported';
export const invalidExpression = 'invalid expression';
