/** Loaded as one part by the classes and handles of this folder. */
export { describeOperation } from './describe.js';
export { cancelOperation, deleteOperation, terminateOperation } from './end.js';
export { countOperations, listOperations, listOperationsPage } from './list.js';
export { operationResult } from './result.js';
export { executeOperation, startOperation } from './start.js';
