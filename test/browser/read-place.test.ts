import '../../src/app/app.css';
import '../../src/app/controls.css';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { HistoryPlace } from '../../src/app/screens/workflow/history/history-place.js';
import HistoryView from '../../src/app/screens/workflow/history/HistoryView.svelte';
import { NamespaceCodec } from '../../src/app/state/codec/namespace-codec.js';
import { PayloadReader } from '../../src/app/state/payload-reader.svelte.js';
import { type HistoryEvent, historyFromJSON } from '../../src/client/index.js';
import { GrowingHistory } from '../fixtures/growing-history.svelte.js';
import { HistoryFile } from '../fixtures/history-file.js';

const activities = 300;

/** The events of a run that ran Activities one after the other, and of one that it runs after those. */
function events(): { first: HistoryEvent[]; next: HistoryEvent[] } {
  const file = new HistoryFile();
  file.start('order', 'order-1');
  for (let at = 0; at <= activities; at++) file.activity(`step${at}`, at * 1000, at * 1000 + 900);
  const all = historyFromJSON(file.text).events;
  return { first: all.slice(0, -3), next: all.slice(-3) };
}

function placeOf(history: GrowingHistory, values: Record<string, string>): HistoryPlace {
  return {
    history,
    payloads: new PayloadReader(
      new NamespaceCodec(
        '',
        () => undefined,
        () => '',
      ),
    ),
    namespace: undefined,
    workflowId: undefined,
    selectedEvent: undefined,
    select: () => undefined,
    value: (name) => values[name] ?? '',
    change: () => undefined,
    hrefWith: () => '#',
  };
}

/** Where the rows are that are in the middle of the window, below all that covers any. */
function inMiddle(): Record<string, number> {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    .map((row) => [row.dataset['row'] ?? '', Math.round(row.getBoundingClientRect().top)] as const)
    .filter(([, top]) => top > 250 && top < innerHeight - 100);
  return Object.fromEntries(rows);
}

/** Scrolls as a person does, and sees what is there. */
async function look(y: number): Promise<Record<string, number>> {
  scrollTo(0, y);
  await frames();
  await expect.poll(inMiddle).not.toEqual({});
  return inMiddle();
}

/** Until what follows the scrolling of a page has done its work. */
async function frames(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

beforeEach(async () => {
  await page.viewport(1280, 860);
  scrollTo(0, 0);
});

describe.each([
  { view: 'feed', order: 'desc' },
  { view: 'feed', order: 'asc' },
  { view: 'groups', order: 'desc' },
  { view: 'groups', order: 'asc' },
  { view: 'json', order: 'asc' },
])('what is read of a history, as $view, $order', (values) => {
  it.each([
    { how: 'a little', to: 2200 },
    { how: 'to other rows', to: 6000 },
  ])('stays where it was scrolled $how in the moment in which an event came', async ({ to }) => {
    const history = new GrowingHistory();
    const { first, next } = events();
    history.add(first);
    await render(HistoryView, { place: placeOf(history, values), open: true });
    // All of it has been written down.
    if (values.view === 'json') await expect.element(page.getByText(/^[\d,]+ lines$/)).toBeVisible();
    await expect.poll(() => document.documentElement.scrollHeight).toBeGreaterThan(8000);
    const read = await look(to);
    await look(2000);

    // The rows of the page are still those of the old place.
    scrollTo(0, to);
    history.add(next);
    await tick();
    expect(inMiddle()).toEqual(read);
    await frames();
    expect(inMiddle()).toEqual(read);
  });
});
