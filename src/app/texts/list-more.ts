import { countText, plural } from '../format/numbers.js';

/** What a list says about its order and about rows below. */
export const moreTexts = {
  sorted: (column: string, descending: boolean, loaded: number, isAll: boolean) =>
    `Sorted by ${column}, ${descending ? 'descending' : 'ascending'}: ${
      isAll
        ? `all ${plural(loaded, 'row')}`
        : `the ${plural(loaded, 'loaded row')} only, since servers list in one order`
    }.`,
  unsort: 'Order of the server',
  loaded: (count: number) => `${plural(count, 'row')} loaded`,
  loadedOf: (count: number, total: number) => `${countText(count)} of ${countText(total)} loaded`,
  loading: 'Loading more…',
  loadMore: (count: number) => `Load ${countText(count)} more`,
  loadAll: (total: string) => `Load all ${total}`,
  moreFailed: 'More rows could not be loaded',
  stop: 'Stop',
} as const;

/** What the keys of the table do. */
export const keyTexts = {
  j: 'Next row',
  k: 'Previous row',
  'shift+g': 'Last row',
  home: 'First row, from a row',
  end: 'Last row, from a row',
  arrowright: 'Next cell',
  arrowleft: 'Previous cell',
  enter: 'Open the run',
  'mod+enter': 'Open the run in a new tab',
  e: 'Unfold or fold the children',
  m: 'Menu of the cell: filter by it, copy it',
  'alt+arrowright': 'Widen the column, from its head',
  'alt+shift+arrowright': 'Move the column, from its head',
} as const;
