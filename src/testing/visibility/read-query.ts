import { Code, ConnectError } from '@connectrpc/connect';
import type { ColumnResolver } from './columns.js';
import { type CompiledQuery, compileQuery, type CompileOptions } from './compile.js';
import { QueryError, StoreError } from './query-error.js';

/**
 * Reads the query of a request.
 *
 * @throws ConnectError with INVALID_ARGUMENT for what the server refuses, UNAVAILABLE for what only its store does
 */
export function readQuery(query: string, columns: ColumnResolver, options?: CompileOptions): CompiledQuery {
  try {
    return compileQuery(query, columns, options);
  } catch (error) {
    if (error instanceof QueryError) throw new ConnectError(`invalid query: ${error.message}`, Code.InvalidArgument);
    if (!(error instanceof StoreError)) throw error;
    throw new ConnectError(`ListWorkflowExecutions operation failed.: ${error.message}`, Code.Unavailable);
  }
}
