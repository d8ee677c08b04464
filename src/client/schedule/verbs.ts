/** Loaded as one part by `schedule-client.ts`. */
export { createSchedule } from './create.js';
export { deleteSchedule } from './delete.js';
export { describeSchedule } from './describe.js';
export { countSchedules, listSchedules } from './list.js';
export { listScheduleMatchingTimes } from './matching-times.js';
export { patchSchedule } from './patch.js';
export { updateSchedule } from './update.js';
