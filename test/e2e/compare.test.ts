import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, historyToJSON } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens } from './console-page.js';

const { envoyUrl, taskQueue, namespace } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const folder = mkdtempSync(join(tmpdir(), 'compare-'));
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
  rmSync(folder, { recursive: true });
});

async function finished(workflowType: string, args: unknown[], options = {}): Promise<string> {
  const workflowId = uniqueId(workflowType);
  await client.workflow.execute(workflowType, { taskQueue, workflowId, args, ...options });
  return workflowId;
}

const address = (query: Record<string, string>): string =>
  `#/namespaces/${namespace}/compare?${new URLSearchParams(query).toString()}`;

describe.each(screens)('comparison, $name', (screen) => {
  it('marks what differs between two runs: input, result, options, and the first step that does', async () => {
    const item = { sku: 'BOOK-1', quantity: 1, unitPriceCents: 500 };
    const left = await finished('order', [{ customerId: 'c-1', items: [item] }]);
    const right = await finished('order', [{ customerId: 'c-1', items: [{ ...item, quantity: 2 }] }], {
      workflowExecutionTimeout: '1 hour',
    });
    const app = await console.open(screen, address({ left, right }));
    const { page } = app;
    await page.getByRole('group', { name: 'Input', exact: true }).getByText('"quantity": 2').waitFor();
    await page.getByRole('group', { name: 'Result', exact: true }).getByText('"totalCents": 1000').waitFor();
    await page.getByRole('group', { name: 'Options of the start' }).getByText('"workflowExecutionTimeout"').waitFor();
    await page.getByText(/taken by one run alone, \d+ with another content/).waitFor();
    await app.shot('compare');

    await page.getByRole('button', { name: 'First difference' }).click();
    const first = page.getByRole('button', { name: /^WorkflowExecutionStarted: the same step, with another/ });
    await first.click();
    await page.getByRole('group', { name: /^WorkflowExecutionStarted: Show what both say/ }).waitFor();
    await page.getByLabel('Differences only').check();
    expect(await page.getByRole('button', { name: /: the same in both\./ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Swap sides' }).click();
    await page.getByRole('group', { name: 'Input', exact: true }).getByText('"quantity": 2').waitFor();
    expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('left')).toBe(right);
    await app.close();
  });

  it('finds steps that only one run took', async () => {
    const left = await finished('fanOut', [{ timers: 2 }]);
    const right = await finished('fanOut', [{ timers: 3 }]);
    const app = await console.open(screen, address({ left, right }));
    const { page } = app;
    await page.getByRole('button', { name: 'TimerStarted: only on the right' }).first().waitFor();
    await app.close();
  });

  it('says that two runs did the same', async () => {
    const left = await finished('greet', ['Ada']);
    const right = await finished('greet', ['Ada']);
    const app = await console.open(screen, address({ left, right }));
    await app.page.getByText('Both runs took the same steps and said the same.').first().waitFor();
    await app.close();
  });

  it('takes files, also where there is no server, and says what is wrong with one', async () => {
    const workflowId = await finished('echo', ['<b>"quoted" 🙂</b>']);
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    const file = join(folder, `${workflowId}.json`);
    const json = historyToJSON(history);
    writeFileSync(file, json);
    const bare = join(folder, `${workflowId}-bare.json`);
    writeFileSync(bare, JSON.stringify((JSON.parse(json) as { events: unknown[] }).events));
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"events": [');

    const app = await console.open(screen, address({}));
    const { page } = app;
    await page.getByLabel('Choose a file, Left').setInputFiles(broken);
    await page.getByText('broken.json: The file ends on line 1, within event 1: it was cut off.').waitFor();
    await page.getByLabel('Choose a file, Left').setInputFiles(file);
    await page.getByLabel('Choose a file, Right').setInputFiles(bare);
    await page.getByText('Both runs took the same steps and said the same.').first().waitFor();
    await page.locator('summary', { hasText: 'Input' }).click();
    await page.getByRole('group', { name: 'Input', exact: true }).getByText('<b>\\"quoted\\" 🙂</b>').first().waitFor();
    await app.close();
  });

  it('says which side could not be loaded', async () => {
    const left = await finished('greet', ['Ada']);
    const app = await console.open(screen, address({ left, right: uniqueId('nobody') }));
    const right = app.page.getByRole('region', { name: 'Right' });
    await right.getByText(/could not be loaded: Workflow Execution not found/).waitFor();
    await right.getByRole('button', { name: 'Choose something else' }).click();
    await right.getByLabel('Workflow Id').waitFor();
    await app.close();
  });
});
