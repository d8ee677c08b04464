import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { TypedSearchAttributes, type WorkflowExecutionInfo } from '../../src/client/index.js';
import ScriptedTable from '../fixtures/ScriptedTable.svelte';

const count = 10_000;
const rowHeight = 34;
/** Those on screen, and as many above and below them as a turn of the wheel needs. */
const mostDrawn = 80;

function info(index: number): WorkflowExecutionInfo {
  const startTime = new Date(1_700_000_000_000 - index * 1000);
  const isOpen = index % 3 === 0;
  return {
    type: 'order',
    workflowId: idOf(index),
    runId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    taskQueue: 'samples',
    status: isOpen ? { code: 1, name: 'RUNNING' } : { code: 2, name: 'COMPLETED' },
    historyLength: index,
    startTime,
    executionTime: startTime,
    closeTime: isOpen ? undefined : new Date(startTime.getTime() + 1234),
    searchAttributes: {},
    typedSearchAttributes: new TypedSearchAttributes(),
    priority: {},
    raw: {},
  } as never;
}

function infos(length: number): WorkflowExecutionInfo[] {
  return Array.from({ length }, (_, index) => info(index));
}

const idOf = (index: number) => `order-${String(index).padStart(5, '0')}`;
const link = (index: number) => page.getByRole('link', { name: idOf(index) });
const drawn = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];
/** Indices of the rows that the window shows. */
const onScreen = () =>
  drawn()
    .filter((row) => row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight)
    .map((row) => Number(row.dataset['index']));
const focused = () => document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset['index'];

beforeEach(async () => {
  await page.viewport(1280, 860);
  scrollTo(0, 0);
});

describe(`a list of ${count} rows`, () => {
  it('has only the rows on screen in the page, wherever it is scrolled to', async () => {
    await render(ScriptedTable, { infos: infos(count) });
    await expect.element(link(0)).toBeVisible();
    await expect.poll(() => drawn().length).toBeLessThan(mostDrawn);
    // As high as all of its rows, so that the scroll bar tells the truth.
    expect(document.documentElement.scrollHeight).toBeGreaterThan(count * rowHeight);

    for (const part of [0.1, 0.5, 0.9, 0.33]) {
      const target = Math.floor(count * part);
      scrollTo(0, target * rowHeight);
      await expect.poll(onScreen).toContain(target + 5);
      const indices = drawn().map((row) => Number(row.dataset['index']));
      expect(indices.length).toBeLessThan(mostDrawn);
      // Without a hole, so that nothing is missing between those that are drawn.
      expect(indices).toEqual(indices.map((_, offset) => indices[0]! + offset));
      expect(onScreen().length).toBeGreaterThan(20);
    }
    scrollTo(0, document.documentElement.scrollHeight);
    await expect.element(link(count - 1)).toBeVisible();
  });

  it('stays where it is when rows come below and when those that are there change', async () => {
    const view = await render(ScriptedTable, { infos: infos(count) });
    await expect.poll(() => drawn().length).toBeLessThan(mostDrawn);
    scrollTo(0, 4_000 * rowHeight);
    await expect.poll(onScreen).toContain(4_005);
    const row = drawn().find(({ dataset }) => dataset['index'] === '4005')!;
    const { top } = row.getBoundingClientRect();
    row.querySelector('a')!.focus({ preventScroll: true });

    await view.rerender({ infos: infos(count + 1_000) });
    await expect.poll(() => document.documentElement.scrollHeight).toBeGreaterThan((count + 1_000) * rowHeight);
    expect(row.isConnected).toBe(true);
    expect(row.getBoundingClientRect().top).toBe(top);

    const closed = infos(count + 1_000).map((one, index) =>
      index === 4_005 ? { ...one, status: { code: 2, name: 'TERMINATED' } } : one,
    );
    await view.rerender({ infos: closed as never });
    await expect.poll(() => row.innerText).toContain('Terminated');
    expect(row.getBoundingClientRect().top).toBe(top);
    expect(focused()).toBe('4005');
    expect(drawn().length).toBeLessThan(mostDrawn);
  });

  it('is walked through by keys, also to rows that are not in the page', async () => {
    await render(ScriptedTable, { infos: infos(count) });
    await expect.poll(() => drawn().length).toBeLessThan(mostDrawn);
    await userEvent.keyboard('j');
    await expect.poll(focused).toBe('0');
    // Further than what was drawn at first.
    for (let index = 1; index <= 60; index++) {
      await userEvent.keyboard('j');
      await expect.poll(focused).toBe(String(index));
    }
    await userEvent.keyboard('G');
    await expect.poll(focused).toBe(String(count - 1));
    await userEvent.keyboard('k');
    await expect.poll(focused).toBe(String(count - 2));
    expect(onScreen()).toContain(count - 2);
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe('0');
    expect(drawn().length).toBeLessThan(mostDrawn);
  });

  it('goes on from the row that had the focus when that was scrolled out of the page', async () => {
    await render(ScriptedTable, { infos: infos(count) });
    await expect.poll(() => drawn().length).toBeLessThan(mostDrawn);
    await userEvent.keyboard('jjj');
    await expect.poll(focused).toBe('2');
    scrollTo(0, 6_000 * rowHeight);
    await expect.poll(onScreen).toContain(6_005);
    await userEvent.keyboard('j');
    await expect.poll(focused).toBe('3');
    await expect.element(link(3)).toBeVisible();
  });
});
