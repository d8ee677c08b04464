import type { Choice } from '../screens/workflows/filter/draft.js';
import type { FilterType } from '../screens/workflows/filter/attributes.js';
import { relationTexts, timeRelationTexts } from './filter-words.js';

export const editorTexts = {
  title: 'Add a filter',
  find: 'Find an attribute',
  noneFound: (typed: string) => `Nothing here is named “${typed}”.`,
  custom: (namespace: string) => `Search attributes of ${namespace}`,
  system: 'Of every execution',
  more: 'More of the server',
  found: 'Found',
  notListed: 'The search attributes of this Namespace could not be listed. They can be used in a query all the same.',
  back: 'Other attribute',
  operator: 'Condition',
  value: 'Value',
  from: 'From',
  to: 'To',
  list: 'Values, one a line',
  amount: 'How many',
  unit: 'Unit',
  statuses: 'Statuses',
  orMissing: 'Also those that have no value',
  apply: 'Apply',
  asQuery: 'This condition has no form: change it in the query.',
  zone: (zone: string) => `Times are those of ${zone}.`,
  relativeNote: 'Told from now: it moves on with every refresh, also in links and saved views.',
  durationHelp: 'Such as 30s, 5m, 1h 30m or 2d. Executions have it once they are closed.',
  textHelp: 'Finds texts that have any of these words.',
  listHelp: 'Finds lists that have it among their elements.',
  sqliteNote:
    'SQLite, the store of development servers, does not find texts with double quotes, backslashes or line breaks.',
} as const;

export const draftTexts = {
  amount: 'A whole number from 1 on.',
  status: 'Choose at least one.',
  list: 'Write at least one value.',
  int: 'A whole number.',
  double: 'A number, such as 19.9.',
  moment: 'A date and a time.',
  duration: 'A length of time, such as 30s, 5m or 1h 30m.',
  words: 'At least one word.',
} as const;

const choiceTexts: Partial<Record<Choice, string>> = {
  last: 'in the last',
  olderThan: 'more than … ago',
  today: 'today',
  yesterday: 'yesterday',
  thisWeek: 'this week',
};
const byType: Partial<Record<FilterType, Partial<Record<Choice, string>>>> = {
  TEXT: { '=': 'has any of the words', '!=': 'has none of the words' },
  KEYWORD_LIST: { '=': 'contains', '!=': 'does not contain', IN: 'contains any of', 'NOT IN': 'contains none of' },
  STATUS: { IN: 'is', 'NOT IN': 'is not' },
};

export function choiceText(choice: Choice, type: FilterType): string {
  const special = byType[type]?.[choice] ?? choiceTexts[choice];
  if (special) return special;
  const texts = type === 'DATETIME' ? timeRelationTexts : relationTexts;
  return texts[choice as keyof typeof relationTexts];
}

export const unitTexts = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  M: 'months',
  s: 'seconds',
  y: 'years',
} as const;

export const quickAmounts = [
  { label: '15 min', amount: '15', unit: 'm' },
  { label: '1 h', amount: '1', unit: 'h' },
  { label: '24 h', amount: '24', unit: 'h' },
  { label: '7 days', amount: '7', unit: 'd' },
] as const;

export const recentTexts = {
  title: 'Recent queries and examples',
  recent: 'Recent',
  examples: 'Examples',
  none: 'Queries that you run are kept here, in this browser.',
  forget: 'Forget recent queries',
} as const;
