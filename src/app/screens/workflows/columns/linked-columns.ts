import type { SearchAttributeType } from '../../../../client/index.js';
import { type ChosenColumn, defaultColumns, parseChosen } from './chosen-columns.js';

/** Columns as they stand in an address: `status,workflowId~260,attribute:OrderTotal~DOUBLE~140`. */
export function columnsText(columns: readonly ChosenColumn[]): string {
  return columns
    .map(({ id, type, width }) => {
      const name = id.replace(/[%,~]/g, encodeURIComponent).replaceAll('~', '%7E');
      return [name, type, width].filter((part) => part !== undefined).join('~');
    })
    .join(',');
}

/** @returns undefined where the address says nothing of columns */
export function readColumns(text: string): readonly ChosenColumn[] | undefined {
  if (!text) return undefined;
  // The same object, by which it is known that nobody has chosen anything.
  if (text === columnsText(defaultColumns)) return defaultColumns;
  return parseChosen(
    text.split(',').map((part): ChosenColumn => {
      const [name = '', ...more] = part.split('~');
      const width = more.find((value) => /^\d+$/.test(value));
      const type = more.find((value) => value !== width) as SearchAttributeType | undefined;
      return { id: decoded(name), ...(type && { type }), ...(width && { width: Number(width) }) };
    }),
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Written by hand: no column of ours has such a name.
    return name;
  }
}
