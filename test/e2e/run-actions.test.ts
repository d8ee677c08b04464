import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle, WorkflowNotFoundError } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, namespace, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [screen] = screens;
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

async function start(workflowType: string, args: unknown[] = [], workflowId = uniqueId(workflowType)) {
  return client.workflow.start(workflowType, { taskQueue, workflowId, args });
}

async function act({ page }: OpenConsole, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function eventNames(handle: WorkflowHandle): Promise<(string | undefined)[]> {
  return (await handle.fetchHistory()).events.map(({ attributes }) => attributes.case);
}

async function sendUpdate(app: OpenConsole, name: string, args: readonly string[]): Promise<void> {
  const dialog = app.page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  const region = dialog.getByRole('region', { name: 'Arguments' });
  for (const [index, arg] of args.entries()) {
    const inputs = region.getByRole('group', { name: /^Argument/ });
    if ((await inputs.count()) <= index) await region.getByRole('button', { name: 'Add' }).click();
    await inputs.nth(index).getByRole('textbox').last().fill(arg);
  }
  await dialog.getByRole('button', { name: /^Send/ }).click();
}

describe.each(screens)('update, $name', (size) => {
  it('shows that it was accepted, its result, a failure and a rejection', async () => {
    const handle = await start('counter');
    const app = await console.open(size, workflowsHash(handle.workflowId));
    const dialog = app.page.getByRole('dialog');
    await act(app, 'Update');
    await sendUpdate(app, 'addSlowly', ['5', '5000']);
    await dialog.getByText('Accepted. Waiting for the result').waitFor();
    await dialog.getByRole('heading', { name: 'Result of addSlowly' }).waitFor();
    await app.shot('update-result');
    expect(await handle.query('total')).toBe(5);

    await sendUpdate(app, 'overdraw', ['7']);
    await dialog.getByText('7 is more than 5', { exact: true }).waitFor();
    await dialog.getByText('its handler failed').waitFor();
    await app.shot('update-failed');

    await sendUpdate(app, 'add', ['-1']);
    await dialog.getByText('add was rejected').waitFor();
    await dialog.getByText('Not above 0: -1', { exact: true }).waitFor();
    await handle.signal('finish');
    await app.close();
  });
});

describe('actions of a run', () => {
  it('tells the outcome of an update whose dialog was closed', async () => {
    const handle = await start('counter');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await act(app, 'Update');
    await page.getByRole('dialog').getByText('Completed', { exact: true }).click();
    await sendUpdate(app, 'addSlowly', ['3', '5000']);
    await page.getByRole('dialog').getByText('Waiting for the result').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('addSlowly goes on').waitFor();
    await page.getByText('addSlowly is done').waitFor();
    await handle.signal('finish');
    await app.close();
  });

  it('resets to the task that led to an event, without the signals, and leads to the new run', async () => {
    const handle = await start('waitForRelease');
    await handle.query('isReleased');
    await handle.signal('release', 'the first time');
    await handle.result();
    const app = await console.open(screen, workflowsHash(handle.workflowId, handle.firstExecutionRunId));
    const { page } = app;
    const dialog = page.getByRole('dialog');
    await act(app, 'Reset');
    await dialog.getByRole('radio').nth(3).waitFor();
    await dialog.getByLabel('Event', { exact: true }).fill('5');
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('button', { name: 'Reset to event 4' }).waitFor();
    await dialog.getByText('signal release').waitFor();
    await dialog.getByLabel('Signals').uncheck();
    await dialog.getByLabel('Reason').fill('released by mistake');
    await app.shot('reset');
    await dialog.getByRole('button', { name: 'Reset to event 4' }).click();

    await page.getByText('Running', { exact: true }).first().waitFor();
    await page.getByText('This run goes on from a point of another').waitFor();
    const again = client.workflow.getHandle(handle.workflowId);
    expect((await again.describe()).runId).not.toBe(handle.firstExecutionRunId);
    expect(await again.query('isReleased')).toBe(false);
    await page.getByRole('link', { name: 'Open that run' }).click();
    await page.getByText('This run was reset').waitFor();
    await again.signal('release', 'later');
    await app.close();
  });

  it('pauses with a reason that everybody sees, and resumes', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    const dialog = page.getByRole('dialog');
    await act(app, 'Pause');
    await dialog.getByLabel('Reason').fill('migration of the shop');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).first().waitFor();
    await page.getByText('migration of the shop').first().waitFor();
    expect((await handle.describe()).status.name).toBe('PAUSED');
    await app.shot('run-paused');
    await page.getByRole('button', { name: 'Resume' }).first().click();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Running', { exact: true }).first().waitFor();
    expect(await eventNames(handle)).toContain('workflowExecutionUnpausedEventAttributes');
    await handle.terminate('end of the test');
    await app.close();
  });

  it('changes the priority and the version that runs it', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const dialog = app.page.getByRole('dialog');
    await act(app, 'Version and priority');
    await dialog.getByText('Always the newest').click();
    await dialog.getByLabel('Priority key').fill('9');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.getByText('A whole number from 1 to 5.').waitFor();
    await dialog.getByLabel('Priority key').fill('2');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.waitFor({ state: 'detached' });
    const info = await handle.describe();
    expect(info.priority.priorityKey).toBe(2);
    const override = info.raw.workflowExecutionInfo?.versioningInfo?.versioningOverride?.override.case;
    expect(override).toBe('autoUpgrade');
    await app.page.getByRole('button', { name: 'All facts' }).click();
    await app.page.getByText('Versioning override').waitFor();
    await handle.terminate('end of the test');
    await app.close();
  });

  it('terminates the latest run from one that is closed', async () => {
    const workflowId = uniqueId('again');
    const first = await start('greet', ['Ada'], workflowId);
    await first.result();
    const second = await start('waitForRelease', [], workflowId);
    const app = await console.open(screen, workflowsHash(workflowId, first.firstExecutionRunId));
    await app.page.getByText('A newer run exists').waitFor();
    await act(app, 'Terminate latest run');
    const dialog = app.page.getByRole('dialog');
    await dialog.getByText(second.firstExecutionRunId).waitFor();
    await dialog.getByLabel('Reason').fill('the old one is enough');
    await dialog.getByRole('button', { name: 'Terminate latest run' }).click();
    await expect(second.result()).rejects.toMatchObject({ message: 'the old one is enough' });
    await app.close();
  });

  it('deletes a run after a question that names it', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    await act(app, 'Delete');
    const dialog = app.page.getByRole('dialog');
    await dialog.getByText(handle.workflowId).waitFor();
    await dialog.getByText('it is terminated first').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await app.page.getByRole('heading', { name: 'Workflows', exact: true }).waitFor();
    await expect.poll(() => handle.describe().catch((error: unknown) => error)).toBeInstanceOf(WorkflowNotFoundError);
    await app.close();
  });

  it('gives commands for the CLI with ids that a shell takes as they are, and a link to the run', async () => {
    const handle = await start('greet', ['Ada'], uniqueId("it's"));
    await handle.result();
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    await act(app, 'Commands for the CLI');
    const quoted = `'${handle.workflowId.replace("'", `'\\''`)}'`;
    const command = `temporal workflow describe --workflow-id ${quoted} --run-id ${handle.firstExecutionRunId}`;
    await app.page.getByRole('dialog').getByText(command).waitFor();
    await app.page.keyboard.press('Escape');

    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await act(app, 'Copy link to this run');
    await app.page.getByText('Link copied').waitFor();
    const copied = await app.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`#/namespaces/${namespace}/workflows/`);
    expect(copied).toContain(handle.firstExecutionRunId);
    await app.close();
  });

  it('opens dialogs by key', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    await app.page.getByRole('button', { name: 'Signal' }).waitFor();
    await app.page.keyboard.press('s');
    await app.page.getByRole('dialog', { name: 'Signal' }).waitFor();
    await handle.terminate('end of the test');
    await app.close();
  });
});
