import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [desktop] = screens;
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function formHash(query: Record<string, string>): string {
  return `${workflowsHash('start')}?${new URLSearchParams(query).toString()}`;
}

/** Waits for the run page of an execution, which the form leads to. */
async function runPage({ page }: OpenConsole, workflowId: string): Promise<void> {
  await page.waitForURL((url) => decodeURIComponent(url.hash).includes(`/${workflowId}/`));
}

async function startedEvent(workflowId: string) {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const [first] = events;
  if (first?.attributes.case !== 'workflowExecutionStartedEventAttributes') throw new Error('no first event');
  return { ...first.attributes.value, userMetadata: first.userMetadata };
}

const text = (data: Uint8Array | undefined) => new TextDecoder().decode(data);

async function addArgument(page: Page, number: number, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add argument' }).click();
  await page.getByLabel(`Kind of Argument ${number}`).selectOption({ label: kind });
}

describe.each(screens)('the start form, $name', (screen) => {
  it('offers at a tap the Workflow Types that were seen', async () => {
    await client.workflow.execute('greet', { taskQueue, workflowId: uniqueId('seen'), args: ['Ada'] });
    const app = await console.open(screen, formHash({ taskQueue }));
    const field = app.page.getByRole('combobox', { name: 'Workflow Type' });
    await field.click();
    const greet = app.page.getByRole('option', { name: /^greet/ });
    await greet.click();
    expect(await field.inputValue()).toBe('greet');
    await greet.waitFor({ state: 'hidden' });
    await app.close();
  });

  it('sends an argument of each kind', async () => {
    const workflowId = uniqueId('kinds');
    const app = await console.open(
      screen,
      formHash({ workflowType: 'echo', taskQueue, workflowId, args: '[{"big":12345678901234567890}]' }),
    );
    const { page } = app;
    await page.getByText('A link has filled this form').waitFor();
    await addArgument(page, 2, 'Text');
    await page.getByRole('group', { name: 'Argument 2', exact: true }).getByRole('textbox').fill('say "hi"');
    await addArgument(page, 3, 'Null');
    await addArgument(page, 4, 'File');
    const file = { name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 255]) };
    await page.getByRole('group', { name: 'Argument 4', exact: true }).locator('input[type=file]').setInputFiles(file);
    await page.getByText('a.bin').waitFor();
    await addArgument(page, 5, 'Protobuf JSON');
    await page.getByLabel('Message type').fill('acme.Order');
    await page.getByRole('group', { name: 'Argument 5', exact: true }).getByRole('textbox').last().fill('{"id": "1"}');
    await app.shot('start-kinds');
    await page.getByRole('button', { name: 'Start echo' }).click();
    await runPage(app, workflowId);

    const { input } = await startedEvent(workflowId);
    expect(input?.payloads.map(({ metadata, data }) => [text(metadata['encoding']), text(data)])).toEqual([
      ['json/plain', '{"big":12345678901234567890}'],
      ['json/plain', '"say \\"hi\\""'],
      ['binary/null', ''],
      ['binary/plain', text(new Uint8Array([0, 255]))],
      ['json/protobuf', '{"id":"1"}'],
    ]);
    expect(text(input?.payloads[4]?.metadata['messageType'])).toBe('acme.Order');
    await app.close();
  });

  it('shows the result of an update with start, and leads to the run', async () => {
    const workflowId = uniqueId('update');
    const app = await console.open(
      screen,
      formHash({ workflowType: 'counter', taskQueue, workflowId, args: '[5]', update: 'add', updateArgs: '[37]' }),
    );
    const { page } = app;
    await page.getByRole('button', { name: 'Send add with start' }).click();
    await page.getByText('Choose what happens when it is running already.').waitFor();
    await page.getByLabel('While one with this id is running').selectOption('USE_EXISTING');
    await page.getByRole('button', { name: 'Send add with start' }).click();
    const result = page.getByRole('region', { name: 'Result of add' });
    await result.getByText('42', { exact: true }).waitFor();
    await app.shot('start-update');
    await result.getByRole('link', { name: 'Open the run' }).click();
    await runPage(app, workflowId);
    await client.workflow.getHandle(workflowId).terminate('tested');
    await app.close();
  });
});

describe('the start form', () => {
  const options = {
    workflowType: 'echo',
    taskQueue,
    args: '["a",{"n":1}]',
    executionTimeout: '1h',
    runTimeout: '30m',
    taskTimeout: '7s',
    retry:
      '{"maximumAttempts":3,"initialInterval":"2s","backoffCoefficient":1.5,"maximumInterval":"1m","nonRetryableErrorTypes":["A"]}',
    idConflictPolicy: 'USE_EXISTING',
    startDelay: '1s',
    memo: '{"team":"ops","n":12345678901234567890}',
    headers: '{"h":"v"}',
    priorityKey: '2',
    fairnessKey: 'c-42',
    fairnessWeight: '0.5',
    versioningOverride: 'AUTO_UPGRADE',
    summary: '**one** line',
    details: 'two\nlines',
  };

  it('starts with every option of a link, and again like that run', async () => {
    const workflowId = uniqueId('options');
    const app = await console.open(desktop, formHash({ ...options, workflowId }));
    const { page } = app;
    await page.getByText('execution 1h · run 30m · task 7s · delay 1s').waitFor();
    await app.shot('start-options');
    await page.getByRole('button', { name: 'Start echo' }).click();
    await runPage(app, workflowId);
    await client.workflow.getHandle(workflowId).result();

    const first = await startedEvent(workflowId);
    expect(first).toMatchObject({
      workflowExecutionTimeout: { seconds: 3600n },
      workflowRunTimeout: { seconds: 1800n },
      workflowTaskTimeout: { seconds: 7n },
      firstWorkflowTaskBackoff: { seconds: 1n },
      retryPolicy: {
        maximumAttempts: 3,
        backoffCoefficient: 1.5,
        initialInterval: { seconds: 2n },
        maximumInterval: { seconds: 60n },
        nonRetryableErrorTypes: ['A'],
      },
      priority: { priorityKey: 2, fairnessKey: 'c-42', fairnessWeight: 0.5 },
      versioningOverride: { override: { case: 'autoUpgrade', value: true } },
    });
    expect(text(first.memo?.fields['n']?.data)).toBe('12345678901234567890');
    expect(text(first.header?.fields['h']?.data)).toBe('"v"');
    expect(text(first.userMetadata?.details?.data)).toBe('"two\\nlines"');

    await page.getByRole('button', { name: 'Start like this one' }).first().click();
    await page.getByText('This form is filled as that run was started.').waitFor();
    const suggested = await page.getByLabel('Workflow Id', { exact: true }).inputValue();
    expect(suggested).toMatch(/^echo-/);
    await page.getByRole('button', { name: 'Start echo' }).click();
    await runPage(app, suggested);
    const second = await startedEvent(suggested);
    for (const field of [
      'input',
      'memo',
      'header',
      'retryPolicy',
      'workflowExecutionTimeout',
      'workflowRunTimeout',
      'workflowTaskTimeout',
      'firstWorkflowTaskBackoff',
      'priority',
      'versioningOverride',
      'userMetadata',
    ] as const) {
      expect(second[field], field).toEqual(first[field]);
    }
    await app.close();
  });

  it('signals with start', async () => {
    const workflowId = uniqueId('signal');
    const app = await console.open(desktop, formHash({ workflowType: 'waitForRelease', taskQueue, workflowId }));
    const { page } = app;
    await page.getByText('Signal with start', { exact: true }).click();
    await page.getByLabel('Signal', { exact: true }).fill('release');
    const args = page.getByRole('region', { name: 'Arguments of the signal' });
    await args.getByRole('button', { name: 'Add argument' }).click();
    await args.getByRole('textbox').fill('"let go"');
    await app.shot('start-signal');
    await page.getByRole('button', { name: 'Send release with start' }).click();
    await runPage(app, workflowId);
    expect(await client.workflow.getHandle(workflowId).result()).toBe('let go');
    await app.close();
  });

  it('keeps what was edited after a link over a reload, and gives a cleared form back', async () => {
    const app = await console.open(
      desktop,
      formHash({ workflowType: 'echo', taskQueue: 'nobody-polls-this', args: '[1]' }),
    );
    const { page } = app;
    await page.getByText('Nobody polls this queue').waitFor();
    await page.getByRole('group', { name: 'Argument', exact: true }).getByRole('textbox').fill('{"edited": true}');
    await page.reload();
    const argument = page.getByRole('group', { name: 'Argument', exact: true }).getByRole('textbox');
    await argument.waitFor();
    expect(await argument.inputValue()).toBe('{"edited": true}');
    await page.getByRole('button', { name: 'Clear form' }).click();
    await page.getByText('The form is empty now.').waitFor();
    expect(await argument.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await argument.inputValue()).toBe('{"edited": true}');
    await app.close();
  });

  it('shows the same call as code, as it is typed', async () => {
    const app = await console.open(desktop, formHash({ workflowType: 'greet', taskQueue, args: '["Ada"]' }));
    const { page } = app;
    await page.getByRole('button', { name: 'Code' }).click();
    const code = page.getByRole('region', { name: 'Code' });
    await code.getByText("client.workflow.start('greet', {").waitFor();
    await page.getByLabel('Workflow Type').fill('echo');
    await code.getByText("client.workflow.start('echo', {").waitFor();
    await app.shot('start-code');
    await code.getByText('CLI', { exact: true }).click();
    await code.getByText('temporal workflow start').waitFor();
    await code.getByText('Go', { exact: true }).click();
    await code.getByText('c.ExecuteWorkflow(ctx, options, "echo", "Ada")').waitFor();
    await app.close();
  });
});
