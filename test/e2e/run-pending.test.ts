import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { createEndpoint } from '../fixtures/nexus-endpoint.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

type Pending = Awaited<ReturnType<WorkflowHandle['describe']>>['raw']['pendingActivities'];

function start(workflowType: string, args: unknown[]): Promise<WorkflowHandle> {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args });
}

async function pendingOf(handle: WorkflowHandle): Promise<Pending> {
  return (await handle.describe()).raw.pendingActivities;
}

/** Waits until each Activity has failed once and waits for its retry. */
async function startStubborn(activities: number, more: object = {}): Promise<WorkflowHandle> {
  const handle = await start('stubborn', [{ activities, ...more }]);
  await expect
    .poll(async () => (await pendingOf(handle)).filter(({ lastFailure }) => lastFailure).length)
    .toBe(activities);
  return handle;
}

async function openPending(screen: (typeof screens)[number], { workflowId }: WorkflowHandle): Promise<OpenConsole> {
  const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=pending`);
  await app.page.getByRole('region', { name: 'Activities' }).waitFor();
  return app;
}

async function choose({ page }: OpenConsole, activity: string, deed: string): Promise<void> {
  await page.getByRole('button', { name: `Actions of ${activity}`, exact: true }).click();
  await page.getByRole('menuitem', { name: deed }).click();
}

describe.each(screens)('pending work, $name', (screen) => {
  it('shows why an Activity waits, and runs it now', async () => {
    const handle = await startStubborn(1, { children: 1 });
    const app = await openPending(screen, handle);
    const { page } = app;
    const row = page.getByRole('button', { name: /failTimesThenReturn.*Backing off.*attempt 2 of 20.*next in/ });
    await row.click();
    await page.getByText('connect ECONNREFUSED').first().waitFor();
    await page.getByText('Retries left').waitFor();
    await page.getByRole('region', { name: 'Child Workflows' }).getByText('waitForRelease').waitFor();
    await app.shot('pending');

    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run now' }).click();
    await page.getByRole('region', { name: 'Activities' }).waitFor({ state: 'detached' });
    await client.workflow.getHandle(`${handle.workflowId}/child-1`).signal('release', 'go');
    // The attempts were counted on.
    expect(await handle.result()).toEqual(['attempt 2', 'go']);
    await app.close();
  });
});

describe('what can be done to pending Activities', () => {
  const [screen] = screens;

  it('pauses all of a type, resumes one, resets another', async () => {
    const handle = await startStubborn(3, { failures: 2 });
    const app = await openPending(screen, handle);
    const { page } = app;
    const dialog = page.getByRole('dialog');
    await choose(app, 'failTimesThenReturn 1', 'Pause');
    await dialog.getByText('All 3 of failTimesThenReturn').click();
    await dialog.getByLabel('Reason').fill('look at it first');
    await app.shot('pending-pause');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await pendingOf(handle)).every(({ paused }) => paused)).toBe(true);
    await page.getByRole('button', { name: /failTimesThenReturn 1 Paused/ }).click();
    await page.getByText('look at it first').waitFor();

    await choose(app, 'failTimesThenReturn 2', 'Resume');
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await pendingOf(handle)).find(({ activityId }) => activityId === '2')?.attempt)
      .toBe(3);

    await choose(app, 'failTimesThenReturn 3', 'Reset attempts');
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await pendingOf(handle)).find(({ activityId }) => activityId === '3')?.attempt)
      .toBe(1);
    await handle.terminate('end of the test');
    await app.close();
  });

  it('changes options, says what is wrong with them, and restores them', async () => {
    const handle = await startStubborn(1);
    const app = await openPending(screen, handle);
    const dialog = app.page.getByRole('dialog');
    await choose(app, 'failTimesThenReturn 1', 'Change options');
    await dialog.getByLabel('Start to close').fill('soon');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByText('A length of time').waitFor();
    await dialog.getByLabel('Start to close').fill('5m');
    await dialog.getByLabel('Most attempts').fill('3');
    await app.shot('pending-options');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const options = async () => (await pendingOf(handle))[0]?.activityOptions;
    await expect.poll(async () => Number((await options())?.startToCloseTimeout?.seconds)).toBe(300);
    expect((await options())?.retryPolicy?.maximumAttempts).toBe(3);

    await choose(app, 'failTimesThenReturn 1', 'Change options');
    await dialog.getByRole('button', { name: 'Restore the original ones' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => Number((await options())?.startToCloseTimeout?.seconds)).toBe(60);
    await handle.terminate('end of the test');
    await app.close();
  });

  it('completes by hand what waits for its retry', async () => {
    const handle = await startStubborn(2);
    const app = await openPending(screen, handle);
    const dialog = app.page.getByRole('dialog');
    await choose(app, 'failTimesThenReturn 1', 'Complete by hand');
    await dialog.getByText('All 2 of failTimesThenReturn').click();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('textbox').first().fill('"by hand"');
    await app.shot('pending-complete');
    await dialog.getByRole('button', { name: 'Complete', exact: true }).click();
    expect(await handle.result()).toEqual(['by hand', 'by hand']);
    await app.close();
  });

  it('sends a heartbeat to what somebody outside has to complete, and fails it', async () => {
    const handle = await start('approval', ['holiday']);
    await expect.poll(() => handle.query('pendingApproval')).toBeTruthy();
    const app = await openPending(screen, handle);
    const dialog = app.page.getByRole('dialog');
    await choose(app, 'requestApproval 1', 'Send a heartbeat');
    await dialog.getByRole('button', { name: 'Send heartbeat' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await pendingOf(handle))[0]?.lastHeartbeatTime).toBeDefined();

    await choose(app, 'requestApproval 1', 'Fail by hand');
    await dialog.getByLabel('Message').fill('nobody is there');
    await dialog.getByRole('button', { name: 'Fail', exact: true }).click();
    await expect(handle.result()).rejects.toMatchObject({ cause: { cause: { message: 'nobody is there' } } });
    await app.close();
  });

  it('reports as canceled what does not react to the request', async () => {
    const handle = await start('approval', ['holiday']);
    await expect.poll(() => handle.query('pendingApproval')).toBeTruthy();
    await handle.cancel();
    const app = await openPending(screen, handle);
    await app.page.getByText('Cancel requested').first().waitFor();
    await choose(app, 'requestApproval 1', 'Report as canceled');
    await app.page.getByRole('dialog').getByRole('button', { name: 'Report', exact: true }).click();
    await expect(handle.result()).rejects.toMatchObject({ message: 'Workflow execution cancelled' });
    await app.close();
  });

  it('shows a Nexus operation that nobody serves, and where the history speaks of it', async () => {
    const endpoint = await createEndpoint(uniqueId('nobody'));
    const handle = await start('bookRoom', [endpoint.name, '12']);
    const app = await console.open(screen, `${workflowsHash(handle.workflowId)}?tab=pending`);
    const region = app.page.getByRole('region', { name: 'Nexus operations' });
    await region.getByText(`${endpoint.name} / bookings / reserve`).waitFor();
    await region.getByText('1 h', { exact: true }).waitFor();
    await app.shot('pending-nexus');
    await region.getByRole('link', { name: /^event \d+/ }).click();
    await app.page.getByText('NexusOperationScheduled').first().waitFor();
    await handle.terminate();
    await endpoint.remove();
    await app.close();
  });
});
