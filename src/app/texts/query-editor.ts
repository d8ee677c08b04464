import { parseRelativeTime } from '../format/relative-time.js';
import { relationTexts, relativeTexts, relativeWords, timeRelationTexts } from './filter-words.js';

export const queryProblemTexts = {
  refused: (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}`,
  orderBy: 'Servers list the newest first and refuse ORDER BY. Click the head of a column to sort what is loaded',
  groupBy: 'GROUP BY is for counts: a list with it is empty. The chips above count by status',
  oneEqualsSign: 'Equality is one “=” here',
  quote: "Texts stand in quotes: WorkflowType = 'order'",
  like: 'STARTS_WITH finds by the beginning of a text',
  datetime: "Write a moment with its zone, such as '2026-11-28T15:00:00Z', or one from now, such as now-1h",
  attribute: 'Names are case-sensitive; those of this Namespace are suggested while you type',
} as const;

const operatorDetails: Partial<Record<string, string>> = {
  KEYWORD_LIST: 'has the element',
  TEXT: 'has any of the words',
};

export const completionTexts = {
  recent: 'Recent queries',
  custom: 'Search attributes of this Namespace',
  system: 'Of every execution',
  words: 'Words',
  operator: (operator: keyof typeof relationTexts, type: string) =>
    operator === '=' && operatorDetails[type]
      ? operatorDetails[type]
      : (type === 'DATETIME' ? timeRelationTexts : relationTexts)[operator],
  relative: (text: string) => {
    const words = relativeWords(text, parseRelativeTime(text) ?? []);
    return words === text ? '' : words;
  },
  now: relativeTexts.now,
} as const;
