/**
 * `temporal-web-client/svelte`: a Workflow Execution as reactive state of Svelte 5.
 *
 * The modules hold runes as they were written: the compiler of the page compiles them, with its own Svelte.
 */
export type { WorkflowTarget } from '../live/target.js';
export { getTemporalClient, setTemporalClient, type ClientSource } from './context.js';
export type { TargetGetter, UseOptions } from './handle-from.svelte.js';
export { useHistory, type LiveHistory } from './use-history.svelte.js';
export { useResult, type LiveResult, type UseResultOptions } from './use-result.svelte.js';
export { useWorkflow, type LiveWorkflow, type UseWorkflowOptions } from './use-workflow.svelte.js';
