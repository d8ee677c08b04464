import { describe, expect, it } from 'vitest';
import { readListAddress } from '../../../src/app/screens/workflows/list-address.js';
import {
  isSameContent,
  newViewId,
  parseView,
  type SavedView,
} from '../../../src/app/screens/workflows/views/saved-view.js';
import { systemViews } from '../../../src/app/screens/workflows/views/system-views.js';
import { viewHref } from '../../../src/app/screens/workflows/views/view-address.js';
import { readViewFile, viewFileText, withImported } from '../../../src/app/screens/workflows/views/view-file.js';
import {
  freeName,
  isShownIn,
  parseViewSet,
  withMoved,
  withView,
} from '../../../src/app/screens/workflows/views/view-set.js';
import { isRelative } from '../../../src/app/format/relative-query.js';

function view(name: string, change: Partial<SavedView> = {}): SavedView {
  return {
    id: name.toLowerCase().padEnd(10, '0'),
    name,
    namespace: 'orders',
    query: '',
    statuses: [],
    sort: undefined,
    columns: undefined,
    ...change,
  };
}

const odd = view('Odd', {
  name: `it's "odd" & 50% <b>🐘</b>`,
  query: `WorkflowId = 'a&b=c#d' AND StartTime > now-1h`,
  statuses: ['FAILED', 'RUNNING'],
  sort: { column: 'attribute:OrderTotal', descending: true },
  columns: [
    { id: 'workflowId', width: 300 },
    { id: 'attribute:OrderTotal', type: 'DOUBLE' },
  ],
});

/** The address that a link leads to. */
function addressOf(href: string) {
  return readListAddress(new URLSearchParams(href.split('?')[1]), 50);
}

describe('the link of a view', () => {
  it('says all that it shows, and which one it is', () => {
    const address = addressOf(viewHref('orders', odd, odd));
    expect(isSameContent(address, odd)).toBe(true);
    expect(address.view).toEqual({ id: odd.id, name: odd.name });
  });

  it('keeps times that are told from now', () => {
    expect(addressOf(viewHref('orders', odd, odd)).query).toContain('now-1h');
  });

  it('of a system view is no more than its filter', () => {
    for (const one of systemViews) {
      const address = addressOf(viewHref('orders', one));
      expect(address.view).toBeUndefined();
      expect(systemViews.filter((other) => isSameContent(other, address))).toEqual([one]);
    }
    const timed = systemViews.filter(({ query }) => /Time/.test(query.replace(/category=\w+/g, '')));
    expect(timed.length).toBeGreaterThan(2);
    expect(timed.every(({ query }) => isRelative(query))).toBe(true);
  });
});

describe('what a view shows', () => {
  it('is the same whatever the order of its statuses', () => {
    expect(isSameContent(odd, { ...odd, statuses: ['RUNNING', 'FAILED'], query: ` ${odd.query} ` })).toBe(true);
  });

  it.each([
    ['another query', { query: 'A = 1' }],
    ['another status', { statuses: ['FAILED'] }],
    ['another order', { sort: { column: 'attribute:OrderTotal', descending: false } }],
    ['another width', { columns: [{ id: 'workflowId', width: 301 }, odd.columns![1]!] }],
    ['the columns of the Namespace', { columns: undefined }],
  ] as [string, Partial<SavedView>][])('is another with %s', (_, change) => {
    expect(isSameContent(odd, { ...odd, ...change })).toBe(false);
  });
});

describe('views that were stored', () => {
  it('are read as they were written', () => {
    const stored: unknown = JSON.parse(JSON.stringify([odd, view('Plain', { namespace: undefined })]));
    expect(parseViewSet(stored).views).toEqual([odd, view('Plain', { namespace: undefined })]);
  });

  it.each([undefined, null, 'text', { views: [] }, 7])('are none where there is %j', (stored) => {
    expect(parseViewSet(stored)).toEqual({ views: [], others: [] });
  });

  it('that this version cannot read are kept as they are', () => {
    const foreign = [{ id: 'newer00000', name: 'N', query: '', statuses: ['NEWER'] }, 'x', { ...odd, id: 3 }, odd];
    const { views, others } = parseViewSet([odd, ...foreign]);
    expect(views).toEqual([odd]);
    expect(others).toEqual(foreign);
  });

  it('lose what makes no sense of a view', () => {
    const read = parseView({
      ...odd,
      name: ` ${'x'.repeat(200)}`,
      sort: 'up',
      columns: [{ id: 'nope' }],
      namespace: 5,
    });
    expect(read).toMatchObject({ sort: undefined, namespace: undefined, query: odd.query });
    expect(read?.name).toHaveLength(80);
    expect(parseView({ ...odd, name: ' ' })).toBeUndefined();
    expect(parseView({ ...odd, query: undefined })).toBeUndefined();
  });

  it('have ids of their own', () => {
    expect(newViewId()).toMatch(/^[a-z0-9]{10}$/);
    expect(newViewId()).not.toBe(newViewId());
  });
});

describe('a set of views', () => {
  const [a, b, c] = [view('A'), view('B'), view('C')];
  const [everywhere, elsewhere] = [view('E', { namespace: undefined }), view('X', { namespace: 'other' })];
  const ids = (views: readonly SavedView[]) => views.map(({ name }) => name).join('');

  it('shows those of a Namespace and those of all', () => {
    expect(ids([a, elsewhere, everywhere].filter(isShownIn('orders')))).toBe('AE');
  });

  it('puts a view in the place of the one with its id, or last', () => {
    expect(withView([a, b], { ...a, query: 'A = 1' })).toEqual([{ ...a, query: 'A = 1' }, b]);
    expect(ids(withView([a, b], c))).toBe('ABC');
  });

  it('moves among those that are shown, past those that are not', () => {
    const all = [a, elsewhere, b, everywhere];
    expect(ids(withMoved(all, b.id, 0, 'orders'))).toBe('BXAE');
    expect(ids(withMoved(all, a.id, 9, 'orders'))).toBe('BXEA');
    expect(withMoved(all, elsewhere.id, 0, 'orders')).toBe(all);
  });

  it('gives each a name of its own where it is shown', () => {
    expect(freeName([a, elsewhere], view('New', { name: 'a' }))).toBe('a (2)');
    expect(freeName([a, view('Y', { name: 'a (2)' })], view('New', { name: 'a' }))).toBe('a (3)');
    expect(freeName([elsewhere], view('New', { name: 'X' }))).toBe('X');
    expect(freeName([elsewhere], view('New', { name: 'X', namespace: undefined }))).toBe('X (2)');
    expect(freeName([a], a)).toBe('A');
  });
});

describe('a file of views', () => {
  it('goes both ways', () => {
    expect(readViewFile(viewFileText([odd]))).toEqual({ views: [odd], unreadable: [] });
  });

  it.each([
    ['{"views": [', /It is no JSON/],
    ['[]', /no file of views/],
    ['{"kind": "temporal-web-client/views", "version": 1}', /no file of views/],
    ['{"kind": "temporal-web-client/views", "version": 2, "views": [{}]}', /newer version/],
    ['{"kind": "temporal-web-client/views", "version": 1, "views": []}', /no view in it/],
    ['{"kind": "temporal-web-client/views", "version": 1, "views": [{}, 5]}', /None of its entries/],
  ])('is refused with a reason: %s', (text, reason) => {
    expect(() => readViewFile(text)).toThrow(reason);
  });

  it('says which of its entries cannot be read', () => {
    const file = JSON.parse(viewFileText([odd, odd])) as { views: unknown[] };
    file.views.splice(1, 0, { name: 'no query' });
    expect(readViewFile(JSON.stringify(file)).unreadable).toEqual([2]);
  });

  it('adds what is not there, twice nothing, and replaces nothing', () => {
    const changed = { ...odd, query: 'A = 1' };
    const unnamed = { ...view('Free'), id: '' };
    const { views, added } = withImported([odd], [odd, changed, unnamed, unnamed]);
    expect(views[0]).toBe(odd);
    expect(added.map(({ name }) => name)).toEqual([`${odd.name} (2)`, 'Free', 'Free (2)']);
    expect(new Set(views.map(({ id }) => id)).size).toBe(4);
    expect(views[1]).toMatchObject({ query: 'A = 1' });
  });
});
