import { defineSearchAttributeKey, type SearchAttributePair } from '../../../../client/index.js';
import { attributeTexts as texts } from '../../../texts/start.js';
import type { AttributeDraft } from '../draft.js';

/** Typed values, or the errors by the id of the row; rows that were left empty are left out. */
export function compileAttributes(rows: readonly AttributeDraft[]): {
  pairs: SearchAttributePair[];
  errors: Record<number, string>;
} {
  const errors: Record<number, string> = {};
  const pairs: SearchAttributePair[] = [];
  for (const row of rows) {
    const name = row.name.trim();
    if (!name && !row.value.trim()) continue;
    const value = attributeValue(row);
    if (!name) errors[row.id] = texts.missingName;
    else if (pairs.some(({ key }) => key.name === name)) errors[row.id] = texts.twice;
    else if (value === undefined) errors[row.id] = texts.wanted[row.type];
    else pairs.push({ key: defineSearchAttributeKey(name, row.type), value } as SearchAttributePair);
  }
  return { pairs, errors };
}

/** Undefined for a text that is no value of the type. */
function attributeValue({ type, value }: AttributeDraft): SearchAttributePair['value'] | undefined {
  const text = value.trim();
  switch (type) {
    case 'TEXT':
    case 'KEYWORD':
      return value;
    case 'INT':
      return /^[-+]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'DOUBLE':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'BOOL':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'DATETIME':
      return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : undefined;
    case 'KEYWORD_LIST':
      return keywordList(text);
  }
}

/** `one, two`, or JSON where a keyword has a comma in it. */
function keywordList(text: string): string[] | undefined {
  if (!text.startsWith('[')) {
    const items = text.split(',').map((item) => item.trim());
    return items.filter(Boolean);
  }
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : undefined;
  } catch {
    return undefined;
  }
}
