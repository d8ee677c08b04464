import { isKnownStatus, type KnownStatus } from '../../../../live/status.js';
import { isRecord } from '../../../state/stored.js';
import { type ChosenColumn, parseChosen } from '../columns/chosen-columns.js';
import { columnsText } from '../columns/linked-columns.js';
import type { ListAddress, ListSort } from '../list-address.js';

/** How a list looks: what it finds, and how that is shown. */
export type ViewContent = Pick<ListAddress, 'statuses' | 'query' | 'sort' | 'columns'>;

/** A list that somebody gave a name, as it is stored in this browser and in files. */
export interface SavedView extends ViewContent {
  /** Made once; a view that is shared keeps it, so that it is known again. */
  id: string;
  name: string;
  /** None: for all Namespaces. */
  namespace: string | undefined;
}

export const longestName = 80;
const idShape = /^[a-z0-9]{10}$/;

/** One that nobody else has; `crypto.randomUUID` would need HTTPS. */
export function newViewId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte % 36).toString(36)).join('');
}

export function contentOf({ statuses, query, sort, columns }: ViewContent): ViewContent {
  return { statuses, query, sort, columns };
}

/** Whether both show the same in the same way; the order in which statuses were chosen tells nothing. */
export function isSameContent(one: ViewContent, other: ViewContent): boolean {
  return contentKey(one) === contentKey(other);
}

function contentKey({ statuses, query, sort, columns }: ViewContent): string {
  const order = sort && [sort.column, sort.descending];
  return JSON.stringify([[...statuses].sort(), query.trim(), order, columns && columnsText(columns)]);
}

/**
 * What was stored or read from a file, where it is a view. Another version, another tab or a person may have written it;
 * its id is empty where it has none.
 */
export function parseView(value: unknown): SavedView | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, namespace, query, statuses, sort, columns } = value;
  if (typeof name !== 'string' || name.trim() === '' || typeof query !== 'string') return undefined;
  const chosen = parseStatuses(statuses);
  // Without a status that only a newer version knows, the view would show what it was made to hide.
  if (!chosen) return undefined;
  return {
    id: typeof id === 'string' && idShape.test(id) ? id : '',
    name: name.trim().slice(0, longestName),
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    query,
    statuses: chosen,
    sort: parseSort(sort),
    columns: parseColumns(columns),
  };
}

function parseStatuses(value: unknown): KnownStatus[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const known = value.filter((name): name is KnownStatus => typeof name === 'string' && isKnownStatus(name));
  return known.length === value.length ? [...new Set(known)] : undefined;
}

function parseSort(value: unknown): ListSort | undefined {
  if (!isRecord(value) || typeof value['column'] !== 'string' || value['column'] === '') return undefined;
  return { column: value['column'], descending: value['descending'] === true };
}

function parseColumns(value: unknown): readonly ChosenColumn[] | undefined {
  return Array.isArray(value) && value.length > 0 ? parseChosen(value) : undefined;
}
