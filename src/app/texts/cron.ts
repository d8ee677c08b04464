export const cronTexts = {
  minute: 'Minute',
  hour: 'Hour',
  dayOfMonth: 'Day of month',
  month: 'Month',
  dayOfWeek: 'Day of week',
  fiveFields: (count: number) =>
    `${count === 1 ? 'This is one field' : `These are ${count} fields`}; write five, such as 0 12 * * MON, or @every 1h.`,
  unknownZone: (name: string) => `${name || 'Nothing'} is no time zone; write CRON_TZ=Europe/Berlin.`,
  unknownDescriptor: (text: string) =>
    `${text} is not known; write @hourly, @daily, @weekly, @monthly, @yearly or @every 1h.`,
  badEvery: (text: string) => `${text} is no duration; write @every 1h30m.`,
  badPart: (field: string, part: string) => `${field}: ${part || 'nothing'} cannot be read.`,
  stepZero: (field: string) => `${field}: a step is at least 1.`,
  backwards: (field: string, part: string) => `${field}: ${part} goes backwards.`,
  outside: (field: string, value: string, from: number, to: number) =>
    `${field}: ${value} is not between ${from} and ${to}.`,
  never: 'No such day exists, so it would never run.',
  every: (interval: string) => `Every ${interval}, counted from the start.`,
  inZone: (zone: string) => `, ${zone} time`,
  next: 'Next',
} as const;
