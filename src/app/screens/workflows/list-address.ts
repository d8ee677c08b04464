import { fromBase64Url, toBase64Url } from '../../format/base64.js';
import { isKnownStatus, type KnownStatus, statuses } from '../../format/status.js';
import type { QueryValues } from '../../state/routes.js';

/** Everything that decides what the list shows. All of it is in the hash, so every page of every list is a link. */
export interface ListAddress {
  statuses: readonly KnownStatus[];
  /** The typed part of the query. */
  query: string;
  pageSize: number;
  /** From 1. */
  page: number;
  token: Uint8Array | undefined;
}

export function readListAddress(query: URLSearchParams, defaultPageSize: number): ListAddress {
  const pageSize = Number(query.get('rows'));
  const token = fromBase64Url(query.get('after') ?? '');
  const page = Number(query.get('page'));
  return {
    statuses: (query.get('status') ?? '').split(',').filter(isKnownStatus),
    query: query.get('query') ?? '',
    pageSize: Number.isInteger(pageSize) && pageSize > 0 && pageSize <= 1000 ? pageSize : defaultPageSize,
    // Without a token there is only the first page, whatever the number says.
    page: token?.length && Number.isInteger(page) && page > 1 ? page : 1,
    token: token?.length ? token : undefined,
  };
}

export function listAddressQuery(address: ListAddress, defaultPageSize: number): QueryValues {
  const { page, pageSize, token } = address;
  const order = Object.keys(statuses);
  return {
    status: [...address.statuses].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(','),
    query: address.query,
    rows: pageSize === defaultPageSize ? undefined : pageSize,
    page: page > 1 ? page : undefined,
    after: token && toBase64Url(token),
  };
}
