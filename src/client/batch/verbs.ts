/** Loaded as one part by `batch-client.ts`. */
export { describeBatch, listBatches } from './describe.js';
export { batchProgress, lastOf } from './progress.js';
export { startBatch } from './start.js';
export { stopBatch } from './stop.js';
