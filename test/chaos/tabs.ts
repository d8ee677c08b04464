import type { Tab } from './browser.js';
import type { World } from './scenario.js';

/** One tab for each address, each in a browser profile of its own, warmed up: what loads late is there. */
export async function openTabs({ browser, chaos }: World, addresses: readonly string[]): Promise<Tab[]> {
  const workflowId = await endedWorkflow({ chaos });
  return Promise.all(
    addresses.map(async (address) => {
      const tab = await browser.openTab(await browser.newProfile(), address, chaos.stack);
      await tab.warmUp(workflowId);
      return tab;
    }),
  );
}

/** Id of a Workflow that has ended long ago. */
export async function endedWorkflow({ chaos }: Pick<World, 'chaos'>): Promise<string> {
  const { upstream, stack } = chaos;
  const handle = await upstream.workflow.start('greet', {
    args: ['warm'],
    taskQueue: stack.taskQueue,
    workflowId: 'chaos-warm',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  await handle.result();
  return handle.workflowId;
}
