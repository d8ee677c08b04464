import type { WorkflowExecutionDescription } from '../../../client/index.js';
import { router } from '../../state/router.svelte.js';
import { href } from '../../state/routes.js';

/**
 * The start form, filled with everything that a run was started with. A link like any other: it opens in a new tab, can
 * be sent to somebody, and holds no Payload, so it is short whatever the run was given.
 */
export function startLikeHref(namespace: string, workflowId: string, runId: string): string {
  return href('start', { namespace }, { workflowId, runId });
}

/** Goes to {@link startLikeHref}. */
export function startLike(namespace: string, info: WorkflowExecutionDescription): void {
  router.go(startLikeHref(namespace, info.workflowId, info.runId));
}
