/** Names of Task Queues: what the server refuses. */
import { invalid } from '../engine/refusals.js';

const longestName = 1000;
/** Names of the parts of a Task Queue begin with it. */
const partPrefix = '/_sys/';

/**
 * The name of a Task Queue.
 *
 * @throws INVALID_ARGUMENT for none, one that is too long, and one of a part
 */
export function checkTaskQueue(taskQueue: { readonly name: string } | undefined): string {
  const name = checkTaskQueueOrPart(taskQueue);
  if (name.startsWith(partPrefix)) throw invalid(`task queue name cannot start with reserved prefix ${partPrefix}`);
  return name;
}

/**
 * The name of a Task Queue, or of the whole of one whose part is named.
 *
 * @throws INVALID_ARGUMENT for none, and for one that is too long
 */
export function checkTaskQueueOrPart(taskQueue: { readonly name: string } | undefined): string {
  if (!taskQueue) throw invalid('taskQueue is not set');
  if (taskQueue.name === '') throw invalid('missing task queue name');
  if (taskQueue.name.length > longestName) throw invalid('taskQueue length exceeds limit');
  return taskQueue.name;
}

/** Whether a name is that of a part. @throws INVALID_ARGUMENT for one that begins like it and is none */
export function isPart(name: string): boolean {
  if (!name.startsWith(partPrefix)) return false;
  if (!/^\/_sys\/.+\/\d+$/s.test(name)) throw invalid(`invalid task queue partition name ${name}`);
  return true;
}

/** @throws INVALID_ARGUMENT for the name of a part where settings of the whole are meant */
export function checkFamily(name: string): void {
  if (name.startsWith(partPrefix)) throw invalid(`task queue family name cannot have prefix ${partPrefix} ${name}`);
}
