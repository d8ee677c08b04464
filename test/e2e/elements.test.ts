import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { axe, overflow, violations } from './accessibility.js';
import { ElementPages } from './elements-page.js';

const { envoyUrl, namespace, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection, namespace });
const soon = { timeout: 60_000 };

let pages: ElementPages;
beforeAll(async () => {
  pages = await ElementPages.start();
}, 120_000);
afterAll(async () => {
  await pages.stop();
  await connection.close();
});

const startForm = (type: string, more = '') =>
  `<temporal-start name="execution" type="${type}" task-queue="${taskQueue}" ${more}></temporal-start>`;
const whole = (type: string, more = '') => `<main><h1>Orders</h1>
  <form>${startForm(type, more)}<button>Send</button></form>
  <temporal-workflow><span slot="heading">The order</span><button slot="actions">Approve</button></temporal-workflow>
  <temporal-history></temporal-history><output></output></main>`;

/** What a page has logged. */
const logged = (page: Page, text: string) => page.locator('output').getByText(text).waitFor(soon);
const status = (page: Page, text: string) =>
  page.locator('temporal-workflow').locator('[part=status]').getByText(text, { exact: true }).waitFor(soon);
const rows = (page: Page) => page.locator('temporal-history').locator('[part=row]');
const startedId = async (page: Page): Promise<string> =>
  (await page.locator('temporal-workflow').locator('[part=id]').textContent())!;

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await violations(page);
  expect(found, found.join('\n')).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe('elements in a plain page, under a strict policy', () => {
  it('start an execution and show it until its result', async () => {
    const { page, complaints, shot } = await pages.open('plain', whole('waitForRelease'));
    await expectAccessible(page);
    await shot('plain-empty');
    const id = page.getByLabel('Workflow Id');
    await expect.poll(() => id.inputValue()).toMatch(/^waitForRelease-[a-z0-9]{8}$/);
    const workflowId = await id.inputValue();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText(`Started ${workflowId}.`).waitFor(soon);
    await status(page, 'Running');
    await rows(page).filter({ hasText: 'waitForRelease' }).waitFor(soon);
    await page.getByText(/^\d+ events, live$/).waitFor(soon);
    // A new id for the next one.
    expect(await id.inputValue()).not.toBe(workflowId);
    await expectAccessible(page);
    await shot('plain-running');

    // The form around it has the id of what was started.
    await page.getByRole('button', { name: 'Send' }).click();
    await logged(page, `form ${workflowId}`);

    await client.workflow.getHandle(workflowId).signal('release', { parcel: 7 });
    await status(page, 'Completed');
    await page.getByRole('region', { name: 'Result' }).getByText('"parcel": 7').waitFor(soon);
    await rows(page).filter({ hasText: 'Signal' }).filter({ hasText: 'release' }).waitFor(soon);
    await logged(page, 'temporal-result {"parcel":7}');
    await page
      .locator('temporal-workflow')
      .getByRole('status')
      .getByText(/Completed$/)
      .waitFor({ state: 'attached' });

    const run = rows(page).filter({ hasText: 'Workflow' }).last();
    await run.locator('summary').click();
    await run.getByText('WorkflowExecutionCompleted').waitFor(soon);
    await expectAccessible(page);
    await shot('plain-completed');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tell why an execution failed, in a dark page on a phone', async () => {
    const look = { colorScheme: 'dark', width: 390 } as const;
    const { page, complaints, shot } = await pages.open('plain', whole('fail', `args='["out of paper"]'`), look);
    await page.getByRole('button', { name: 'Start' }).click();
    await status(page, 'Failed');
    const failure = page.locator('temporal-workflow').locator('[part=failure]');
    await failure.getByText('out of paper').first().waitFor(soon);
    await failure.getByText('SampleCause: The cause of "out of paper"').waitFor();
    await logged(page, 'temporal-error an error');
    await rows(page).first().waitFor(soon);
    await expectAccessible(page);
    await shot('plain-failed-dark');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('say what is wrong with arguments, and send nothing', async () => {
    const { page, shot } = await pages.open('plain', whole('greet'));
    const args = page.getByLabel('Arguments');
    await page.getByRole('button', { name: 'Start' }).waitFor();
    for (const [text, words] of [
      ['["Ada"', /Line 1, column 7: /],
      ['"Ada"', 'Write the arguments as an array'],
      ['[12345678901234567890]', '12345678901234567890 would not arrive as it is'],
    ] as const) {
      await args.fill(text);
      await args.press('Control+Enter');
      await page.getByText(words).waitFor();
      expect(await args.getAttribute('aria-invalid')).toBe('true');
    }
    await expectAccessible(page);
    await shot('plain-wrong');
    await page.getByLabel('Workflow Id').fill('');
    await args.fill('["Ada"]');
    await args.press('Control+Enter');
    await page.getByText('An execution needs a Workflow Id.').waitFor();
    await page.getByLabel('Workflow Id').fill(uniqueId('greet'));
    await args.press('Control+Enter');
    await logged(page, 'temporal-result "Hello, Ada!"');
    await page.close();
  });

  it('say that a Workflow Id is taken, or does not exist', async () => {
    const { workflowId } = await client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId() });
    const missing = uniqueId('missing');
    const { page } = await pages.open(
      'plain',
      `<form>${startForm('waitForRelease', `workflow-id="${workflowId}"`)}</form>
       <temporal-workflow workflow-id="${missing}"></temporal-workflow>
       <temporal-history workflow-id="${missing}"></temporal-history><output></output>`,
    );
    const nothing = `There is no Workflow Execution ${missing}`;
    await page.locator('temporal-workflow').getByText(nothing).waitFor(soon);
    await page.locator('temporal-history').getByText(nothing).waitFor(soon);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText(`The Workflow Id ${workflowId} is in use.`).waitFor(soon);
    await client.workflow.getHandle(workflowId).terminate();
    await page.close();
  });

  it('show a long history from its ends, some rows at a time', async () => {
    const options = { taskQueue, workflowId: uniqueId('long'), args: [{ timers: 700 }] };
    const handle = await client.workflow.start('fanOut', options);
    await handle.result();
    const { historyLength } = await handle.describe();
    expect(historyLength).toBeGreaterThan(1_000);
    const { page, complaints, shot } = await pages.open(
      'plain',
      `<main><h1>A long one</h1><temporal-workflow></temporal-workflow><form></form>
       <temporal-history workflow-id="${handle.workflowId}"></temporal-history><output></output></main>`,
      { colorScheme: 'dark' },
    );
    await page.getByText(`${historyLength} events`).waitFor(soon);
    await expect.poll(() => rows(page).count(), soon).toBeLessThanOrEqual(100);
    const more = page.getByRole('button', { name: 'Show earlier' });
    await more.waitFor(soon);
    for (let most = 200; await more.isVisible(); most += 100) {
      const before = await rows(page).count();
      await more.click();
      await expect.poll(async () => (await rows(page).count()) > before || !(await more.isVisible()), soon).toBe(true);
      expect(await rows(page).count()).toBeLessThanOrEqual(most);
    }
    // Everything is there: each timer, and the execution itself.
    await expect.poll(() => rows(page).count(), soon).toBe(701);
    await shot('plain-long');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('say what a row is, and when, with no more of the date than today asks for', async () => {
    const items = [{ sku: 'BOOK-1', quantity: 1, unitPriceCents: 1_990 }];
    const options = { taskQueue, workflowId: uniqueId('order'), args: [{ customerId: 'c-42', items }] };
    const handle = await client.workflow.start('order', options);
    await handle.result();
    const { startTime } = await handle.describe();
    const timeOn = async (now: number, pattern: RegExp): Promise<string | null> => {
      const { page } = await pages.open('plain', whole('order'));
      await page.clock.setFixedTime(now);
      const history = page.locator('temporal-history');
      await history.evaluate((element, id) => element.setAttribute('workflow-id', id), handle.workflowId);
      const row = rows(page).filter({ hasText: 'UpsertWorkflowSearchAttributes' }).filter({ hasText: 'OrderStatus' });
      const time = row.first().locator('[part=time]');
      await expect.poll(() => time.textContent(), soon).toMatch(pattern);
      const title = await time.getAttribute('title');
      await page.close();
      return title;
    };
    const year = `${startTime.getFullYear()}`;
    expect(await timeOn(startTime.getTime(), /^\d+:\d\d:\d\d/)).toContain(year);
    expect(await timeOn(startTime.getTime() + 800 * 86_400_000, new RegExp(year))).toContain(year);
  });

  it('follow other ids, end their waits when they leave, and stand still for who wants that', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId() })),
    );
    const { page } = await pages.open('plain', whole('greet'), { reducedMotion: 'reduce' });
    const set = (id: string) =>
      page.locator('temporal-workflow').evaluate((element, value) => element.setAttribute('workflow-id', value), id);
    await set(first!.workflowId);
    await status(page, 'Running');
    const mark = page.locator('temporal-workflow').locator('[part=status] .mark');
    expect(await mark.evaluate((element) => getComputedStyle(element).animationName)).toBe('none');
    await set(second!.workflowId);
    await first!.signal('release', 'the first');
    await second!.signal('release', 'the second');
    await page.getByRole('region', { name: 'Result' }).getByText('the second').waitFor(soon);
    expect(await startedId(page)).toBe(second!.workflowId);

    const third = await client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId() });
    await set(third.workflowId);
    await status(page, 'Running');
    const waits = (wanted: number) =>
      page.evaluate(async (count) => {
        const { temporalClient } = globalThis as unknown as { temporalClient: Client };
        for await (const { waits: now } of temporalClient.connection.polls.status) if (now === count) return now;
        return undefined;
      }, wanted);
    expect(await waits(1)).toBe(1);
    // Being moved is not leaving.
    await page.evaluate(() => document.body.prepend(document.querySelector('temporal-workflow')!));
    await status(page, 'Running');
    await page.locator('temporal-workflow').evaluate((element) => element.remove());
    expect(await waits(0)).toBe(0);
    await third.terminate();
    await page.close();
  });
});

describe.each(['react', 'vue'] as const)('elements in a page with %s', (framework) => {
  it('take a Client and ids, and tell what happens', async () => {
    const { page, complaints, shot } = await pages.open(framework, '<div id="app"></div>', { colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Start' }).click();
    await status(page, 'Running');
    const workflowId = await startedId(page);
    await rows(page).filter({ hasText: 'Workflow Task' }).first().waitFor(soon);
    await client.workflow.getHandle(workflowId).signal('release', framework);
    await status(page, 'Completed');
    await page.locator('output').getByText(`"${framework}"`).waitFor(soon);
    await expectAccessible(page);
    await shot(framework);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
