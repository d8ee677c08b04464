/** What can be done with a cell of the list. */
export const cellTexts = {
  menu: (column: string) => `Filter by ${column}`,
  only: (value: string) => `Only ${value}`,
  exclude: (value: string) => `Exclude ${value}`,
  onlyEmpty: 'Only without a value',
  excludeEmpty: 'Only with a value',
  startsWith: (prefix: string) => `Starting with ${prefix}`,
  fromThen: 'From this moment on',
  untilThen: 'Until this moment',
  longer: (duration: string) => `${duration} or longer`,
  shorter: (duration: string) => `${duration} or shorter`,
  orMore: (count: string) => `${count} or more`,
  orLess: (count: string) => `${count} or less`,
  copy: 'Copy the value',
  copied: 'Copied',
} as const;
