/** Every screen, tab and dialog of the console, and how a page comes to show it: a new one adds its line here. */
import type { Page } from 'playwright';
import { expect, inject, vi } from 'vitest';
import { type Client, historyToJSON } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { workflowsHash } from './console-page.js';

/** Something to look at. */
export interface ConsoleState {
  name: string;
  hash: (runs: ShownRuns) => string;
  /** What has to be on screen before it is looked at. */
  ready: (page: Page) => Promise<unknown>;
  /** What leads to it: opens a dialog, unfolds a part. */
  act?: (page: Page, runs: ShownRuns) => Promise<unknown>;
}

/** What the states show. */
export interface ShownRuns {
  /** Waits for a signal. */
  open: string;
  /** An order that was declined. */
  failed: string;
  /** Has an Activity that fails again and again, and a child. */
  stubborn: string;
  /** Workflow Ids of two orders. */
  pair: readonly [string, string];
  /** A history file. */
  json: string;
}

/** Starts what the states show. */
export async function startShown(client: Client, taskQueue: string): Promise<ShownRuns> {
  const order = { customerId: 'declined-ann', items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 }] };
  const paid = { ...order, customerId: 'ann' };
  const begin = (type: string, args: unknown[], more: object = {}) =>
    client.workflow.start(type, { taskQueue, workflowId: uniqueId(type), args, ...more });
  const [open, failed, stubborn, left, right] = await Promise.all([
    begin('waitForRelease', [], {
      memo: { note: 'for tests' },
      staticSummary: 'Waits',
      staticDetails: '**Waits** for _it_',
    }),
    begin('order', [order]),
    begin('stubborn', [{ activities: 1, children: 1 }]),
    begin('order', [paid]),
    begin('order', [{ ...paid, items: [] }]),
  ]);
  await Promise.all([failed, left, right].map((handle) => handle.result().catch(() => undefined)));
  await vi.waitFor(async () => expect((await stubborn.describe()).raw.pendingActivities[0]?.lastFailure).toBeTruthy(), {
    timeout: 30_000,
    interval: 250,
  });
  return {
    open: open.workflowId,
    failed: failed.workflowId,
    stubborn: stubborn.workflowId,
    pair: [left.workflowId, right.workflowId],
    json: historyToJSON(await failed.fetchHistory()),
  };
}

const { namespace } = inject('stack');
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, level: 1 }).waitFor();
/** Rows or, on phones, cards. */
const rows = (page: Page) => page.locator('[data-row], li[data-run-id]').first().waitFor();
const status = (text: string) => (page: Page) => page.getByText(text, { exact: true }).first().waitFor();
const dialog = (page: Page) => page.getByRole('dialog').first().waitFor();
const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** Chooses a command of the palette: all there is to do is there, at every width. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Find a command or an id' }).fill(name);
  await page.getByRole('option', { name, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a command or an id' }).waitFor({ state: 'detached' });
}

/** A dialog of something that can be done to a run. */
function action(name: string, of: 'open' | 'failed' = 'open'): ConsoleState {
  return {
    name: `${name} dialog`,
    hash: (runs) => workflowsHash(runs[of]),
    ready: status(of === 'open' ? 'Running' : 'Failed'),
    act: async (page) => {
      await command(page, name);
      await dialog(page);
    },
  };
}

/** A part of the page of an open run. */
function tab(name: string, act?: ConsoleState['act'], of: 'open' | 'failed' | 'stubborn' = 'open'): ConsoleState {
  return {
    name: `${name} of a run (${of})`,
    hash: (runs) => `${workflowsHash(runs[of])}?${name}`,
    ready: status(of === 'failed' ? 'Failed' : 'Running'),
    ...(act && { act }),
  };
}

/** A dialog for one selected row. */
function selection(name: string): ConsoleState {
  return {
    name: `${name} of a selection`,
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      if ((page.viewportSize()?.width ?? 0) < 720) {
        await press('Display')(page);
        await press('Select')(page);
      }
      await page
        .getByRole('checkbox', { name: /^Select / })
        .nth(1)
        .check();
      const bar = page.getByRole('region', { name: 'Selection' });
      await bar.waitFor();
      const direct = bar.getByRole('button', { name, exact: true });
      if (await direct.isVisible()) await direct.click();
      else {
        await bar.getByRole('button', { name: 'More' }).click();
        await page.getByRole('menuitem', { name }).click();
      }
      await dialog(page);
    },
  };
}

const listStates: readonly ConsoleState[] = [
  { name: 'list', hash: () => workflowsHash(), ready: rows },
  {
    name: 'empty list',
    hash: () => `${workflowsHash()}?query=WorkflowId%3D%27nobody%27`,
    ready: status('Nothing matches'),
  },
  {
    name: 'broken query',
    hash: () => `${workflowsHash()}?query=Nonsense%20%3D`,
    ready: (page) => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'filter',
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      await press('Filter')(page);
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'display menu', hash: () => workflowsHash(), ready: rows, act: press('Display') },
  {
    name: 'view of a link',
    hash: () => `${workflowsHash()}?view=Mine&query=WorkflowType%3D%27order%27`,
    ready: rows,
    act: (page) => page.getByText('is a view that came with this link').waitFor(),
  },
  {
    name: 'views',
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      await page.locator('.head button[popovertarget]').first().click();
      await page.getByRole('dialog').getByText('For everybody').waitFor();
    },
  },
  {
    name: 'manage views',
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      await page.locator('.head button[popovertarget]').first().click();
      await press('Manage views…')(page);
      await page.getByRole('dialog', { name: 'Views' }).waitFor();
    },
  },
  {
    name: 'columns',
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      await press('Display')(page);
      await press('Columns…')(page);
      await dialog(page);
    },
  },
  {
    name: 'export',
    hash: () => workflowsHash(),
    ready: rows,
    act: async (page) => {
      if ((page.viewportSize()?.width ?? 0) < 720) await press('Display')(page);
      await press('Export')(page);
      await dialog(page);
    },
  },
  ...['Signal', 'Cancel', 'Terminate', 'Reset', 'Delete'].map(selection),
  { name: 'batch jobs', hash: () => `#/namespaces/${namespace}/batch`, ready: heading('Batch operations') },
];

const runStates: readonly ConsoleState[] = [
  tab('tab=history&view=feed'),
  tab('tab=history&view=groups', undefined, 'failed'),
  tab('tab=history&event=1', (page) => page.getByText('WorkflowExecutionStarted').first().waitFor(), 'failed'),
  tab(
    'tab=history&view=json',
    async (page) => {
      const list = page.getByRole('list', { name: 'JSON of the history' });
      await list.waitFor();
      const search = page.getByRole('textbox', { name: 'Search the history' });
      await search.evaluate((input) => input.scrollIntoView({ block: 'start' }));
      await search.fill('eventType');
      await list.locator('mark').first().waitFor();
    },
    'failed',
  ),
  tab('tab=history&view=feed&', async (page) => {
    await press('Filter')(page);
    await page.getByRole('dialog', { name: 'Filter' }).getByText('Event type').waitFor();
  }),
  tab('tab=timeline', (page) => page.locator('canvas').first().waitFor(), 'failed'),
  tab('tab=timeline', (page) => page.locator('canvas').first().waitFor(), 'stubborn'),
  tab('tab=pending', (page) => page.getByRole('region', { name: 'Activities' }).waitFor(), 'stubborn'),
  tab('tab=relationships', undefined, 'stubborn'),
  tab('tab=workers'),
  tab('tab=queries'),
  tab('tab=stack'),
  tab('tab=details'),
  {
    name: 'run that is not there',
    hash: () => workflowsHash('no-such-workflow'),
    ready: status('No such Workflow Execution'),
  },
  ...['Signal', 'Update', 'Query', 'Pause', 'Reset', 'Version and priority', 'Cancel', 'Terminate', 'Delete'].map(
    (name) => action(name),
  ),
  action('Commands for the CLI'),
  action('Reset', 'failed'),
];

const otherStates: readonly ConsoleState[] = [
  { name: 'start form', hash: () => workflowsHash('start'), ready: heading('Start a workflow') },
  {
    name: 'start form with everything',
    hash: () => workflowsHash('start'),
    ready: heading('Start a workflow'),
    act: (page) =>
      page.locator('summary').evaluateAll((all) => {
        for (const summary of all) (summary.parentElement as HTMLDetailsElement).open = true;
      }),
  },
  { name: 'connect', hash: () => '#/connect', ready: (page) => page.getByLabel('Address').waitFor() },
  { name: 'settings', hash: () => '#/settings', ready: heading('Settings') },
  {
    name: 'time zones',
    hash: () => '#/settings',
    ready: heading('Settings'),
    act: (page) => page.locator('summary', { hasText: 'Time zone' }).click(),
  },
  {
    name: 'codec dialog',
    hash: () => `#/settings?codec=${namespace}`,
    ready: dialog,
    act: (page) => page.getByRole('button', { name: 'Add header' }).click(),
  },
  {
    name: 'palette',
    hash: () => workflowsHash(),
    ready: heading('Workflows'),
    act: async (page) => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'help of keys',
    hash: () => '#/settings',
    ready: heading('Settings'),
    act: async (page) => {
      await page.locator('main').focus();
      await page.keyboard.press('?');
      await dialog(page);
    },
  },
  {
    name: 'connection',
    hash: () => '#/settings',
    ready: heading('Settings'),
    act: async (page) => {
      await page.getByRole('button', { name: /^Connected/ }).click();
      await page.getByText('Round trip').waitFor();
    },
  },
  { name: 'compare', hash: () => `#/namespaces/${namespace}/compare`, ready: (page) => page.locator('h1').waitFor() },
  {
    name: 'comparison',
    hash: ({ pair: [left, right] }) =>
      `#/namespaces/${namespace}/compare?${new URLSearchParams({ left, right }).toString()}`,
    ready: (page) => page.getByRole('button', { name: 'First difference' }).waitFor(),
  },
  { name: 'import', hash: () => '#/import', ready: (page) => page.locator('h1').waitFor() },
  {
    name: 'imported file',
    hash: () => '#/import',
    ready: (page) => page.locator('h1').waitFor(),
    act: async (page, { json }) => {
      const file = { name: 'order.json', mimeType: 'application/json', buffer: Buffer.from(json) };
      await page.getByLabel('Choose a file').last().setInputFiles(file);
      await page.getByRole('heading', { name: 'order', exact: true }).waitFor();
    },
  },
  { name: 'no such page', hash: () => '#/nowhere', ready: (page) => page.locator('h1').waitFor() },
];

export const states: readonly ConsoleState[] = [...listStates, ...runStates, ...otherStates];
