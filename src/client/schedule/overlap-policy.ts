/**
 * What happens when an Action is due while an earlier one still runs: `SKIP` it (the server's default); `BUFFER_ONE`,
 * start it when the earlier ends, at most one waiting; `BUFFER_ALL`, any number waiting; `CANCEL_OTHER` or
 * `TERMINATE_OTHER`, end the earlier one for it; `ALLOW_ALL`, let them run side by side.
 */
export const ScheduleOverlapPolicy = {
  SKIP: 'SKIP',
  BUFFER_ONE: 'BUFFER_ONE',
  BUFFER_ALL: 'BUFFER_ALL',
  CANCEL_OTHER: 'CANCEL_OTHER',
  TERMINATE_OTHER: 'TERMINATE_OTHER',
  ALLOW_ALL: 'ALLOW_ALL',
  /** @deprecated Leave the option out. */
  UNSPECIFIED: undefined,
} as const;
export type ScheduleOverlapPolicy = (typeof ScheduleOverlapPolicy)[keyof typeof ScheduleOverlapPolicy];
