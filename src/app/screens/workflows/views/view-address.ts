import { href } from '../../../state/routes.js';
import { listAddressQuery, type NamedView } from '../list-address.js';
import { contentOf, type SavedView, type ViewContent } from './saved-view.js';

/**
 * The list as a view shows it. The address says all of it, so it is also the link to share: whoever opens it sees the
 * same, and nothing is stored there before that person says so.
 */
export function viewHref(namespace: string, content: ViewContent, view?: NamedView): string {
  // How many rows a page has is the business of who looks at it.
  const address = { ...contentOf(content), view, pageSize: 0, page: 1, token: undefined };
  return href('workflows', { namespace }, listAddressQuery(address, 0));
}

export function savedViewHref(namespace: string, view: SavedView): string {
  return viewHref(namespace, view, view);
}
