import { countText, plural } from '../format/numbers.js';

/** Children below their parent's row. */
export const childTexts = {
  none: 'It has no children',
  shown: (shown: number, total: number | undefined) =>
    total === undefined ? `${countText(shown)} shown` : `${countText(shown)} of ${plural(total, 'child', 'children')}`,
  more: 'Show more',
  failed: 'Children could not be listed',
} as const;
