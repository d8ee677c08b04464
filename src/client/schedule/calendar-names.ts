/** Names of months in their order, for {@link CalendarSpec}. */
export const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
/** One of {@link MONTHS}. */
export type Month = (typeof MONTHS)[number];

/** Names of the days of the week in the server's order, for {@link CalendarSpec}. */
export const DAYS_OF_WEEK = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;
/** One of {@link DAYS_OF_WEEK}. */
export type DayOfWeek = (typeof DAYS_OF_WEEK)[number];
