/**
 * `temporal-web-client/query`: options objects for TanStack Query in React, Vue, Solid, Svelte and Angular.
 *
 * @packageDocumentation
 */
export type { WorkflowTarget } from '../live/target.js';
export type { QueryKeys } from './keys.js';
export { workflowMutations, type WorkflowMutations } from './mutations.js';
export { workflowQueries, type WorkflowQueries, type WorkflowQueriesOptions } from './queries.js';
export type {
  InfiniteQueryInCache,
  InfiniteQueryOptions,
  MutationOptions,
  QueryInvalidator,
  QueryOptions,
} from './shapes.js';
