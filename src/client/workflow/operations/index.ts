/** Loaded as one part by `workflow-operations.ts`. */
export { pauseActivities, resetActivities, unpauseActivities, updateActivityOptions } from './activities.js';
export { deleteWorkflow } from './delete.js';
export { listArchivedPage, listClosedPage, listOpenPage } from './other-lists.js';
export { pauseWorkflow, unpauseWorkflow } from './pause.js';
export { resetWorkflow } from './reset.js';
export { signalWithStart } from './signal-with-start.js';
export { updateWorkflowOptions } from './update-options.js';
