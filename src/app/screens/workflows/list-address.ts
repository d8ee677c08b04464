import { fromBase64Url, toBase64Url } from '../../format/base64.js';
import { isKnownStatus, type KnownStatus, statuses } from '../../../live/status.js';
import type { QueryValues } from '../../state/routes.js';
import type { ChosenColumn } from './columns/chosen-columns.js';
import { columnsText, readColumns } from './columns/linked-columns.js';
import { type ListFilter, splitQuery } from './filter/whole-query.js';

/** An order of the rows that are loaded: servers list in one order of their own. */
export interface ListSort {
  /** Id of the column. */
  column: string;
  descending: boolean;
}

/** Everything that decides what the list shows. All of it is in the hash, so every page of every list is a link. */
export interface ListAddress {
  statuses: readonly KnownStatus[];
  /** The typed part of the query. */
  query: string;
  pageSize: number;
  /** From 1. */
  page: number;
  token: Uint8Array | undefined;
  /** None: as the server lists them. */
  sort: ListSort | undefined;
  /** None: those that this person has chosen for the Namespace. */
  columns: readonly ChosenColumn[] | undefined;
  /** The saved view that the rest came from, and may differ from since. */
  view: NamedView | undefined;
}

/** What an address says of a view: enough to find it here, and to name it where it is not. */
export interface NamedView {
  /** None in an address that was written by hand. */
  id: string | undefined;
  name: string;
}

export function readListAddress(query: URLSearchParams, defaultPageSize: number): ListAddress {
  const pageSize = Number(query.get('rows'));
  const token = fromBase64Url(query.get('after') ?? '');
  const page = Number(query.get('page'));
  const sort = query.get('sort') ?? '';
  return {
    ...readFilter(query),
    pageSize: Number.isInteger(pageSize) && pageSize > 0 && pageSize <= 1000 ? pageSize : defaultPageSize,
    // Without a token there is only the first page, whatever the number says.
    page: token?.length && Number.isInteger(page) && page > 1 ? page : 1,
    token: token?.length ? token : undefined,
    sort: sort ? { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : undefined,
    columns: readColumns(query.get('columns') ?? ''),
    view: readView(query.get('view') ?? ''),
  };
}

function readView(text: string): NamedView | undefined {
  const [, id, name = ''] = /^(?:([a-z0-9]{10})\.)?(.+)$/su.exec(text) ?? [];
  return name ? { id, name } : undefined;
}

/** A link whose query chooses the statuses, as people write it by hand, chooses them as the chips do. */
function readFilter(query: URLSearchParams): ListFilter {
  const chosen = (query.get('status') ?? '').split(',').filter(isKnownStatus);
  const typed = query.get('query') ?? '';
  return chosen.length === 0 ? splitQuery(typed) : { statuses: chosen, query: typed };
}

export function listAddressQuery(address: ListAddress, defaultPageSize: number): QueryValues {
  const { page, pageSize, token, sort, columns, view } = address;
  const order = Object.keys(statuses);
  return {
    status: [...address.statuses].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(','),
    query: address.query,
    rows: pageSize === defaultPageSize ? undefined : pageSize,
    sort: sort && (sort.descending ? '-' : '') + sort.column,
    columns: columns && columnsText(columns),
    view: view && (view.id ? `${view.id}.` : '') + view.name,
    page: page > 1 ? page : undefined,
    after: token && toBase64Url(token),
  };
}
