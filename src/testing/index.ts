/**
 * `temporal-web-client/testing`: answers in memory, over the same wire as in production.
 */
export {
  createInMemoryConnection,
  createInMemoryFetch,
  inMemoryAddress,
  type WorkflowServiceHandlers,
} from './in-memory-fetch.js';
