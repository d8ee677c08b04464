/** Loaded as one part by the classes and handles of this folder. */
export { completeActivity, failActivity, heartbeatActivity, reportActivityCancellation } from './completion.js';
export { describeActivity } from './describe.js';
export { cancelActivity, deleteActivity, terminateActivity } from './end.js';
export { countActivities, listActivities, listActivitiesPage } from './list.js';
export { pauseActivity, resetActivity, unpauseActivity } from './pause.js';
export { activityResult } from './result.js';
export { executeActivity, startActivity } from './start.js';
export { restoreOriginalActivityOptions, updateActivityOptions } from './update-options.js';
