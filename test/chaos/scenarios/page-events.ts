/** What happens to a page itself: its clock jumps, its neighbour dies. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosCall } from '../caller.js';
import { noFaults } from '../faults.js';
import { FaultyProxy } from '../faulty-proxy.js';
import { Fleet } from '../fleet.js';
import type { Outcome, Scenario, World } from '../scenario.js';
import { endedWorkflow, openTabs } from '../tabs.js';
import { Watch } from '../watch.js';

const hourMs = 3_600_000;

/** The clock jumps by an hour to and fro, in the middle of waits, of calls, and of the pauses between their attempts. */
async function clockJumps(world: World): Promise<Outcome> {
  const { upstream, stack } = world.chaos;
  const proxy = await FaultyProxy.start(stack.envoyUrl, world.seed);
  const [tab] = await openTabs(world, [proxy.url]);
  try {
    const fleet = await Fleet.start(upstream, stack.taskQueue, world.size.waits);
    const endless = await Fleet.start(upstream, stack.taskQueue, 1);
    const watch = await Watch.begin([tab!]);
    await tab!.wait(fleet.expectations());
    // The time limit of a wait is time that passes, not what a clock shows. It is longer than one poll.
    await tab!.wait(endless.expectations().map((one) => ({ ...one, timeoutMs: 24_000, expected: 'gave up in time' })));
    await tab!.hasPolled();
    const problems: string[] = [];
    const calls = Array.from({ length: 5 }, (_, index): ChaosCall => {
      return { kind: 'describe', workflowId: fleet.members[0]!.workflowId, id: `call ${index}` };
    });
    const jumps = [hourMs, -2 * hourMs, hourMs];
    for (const [round, jump] of jumps.entries()) {
      proxy.plan = { rate: 1, weights: { '502-after': 1, '503-before': 1 } };
      const ends = tab!.callAll(calls, calls.length);
      await delay(600);
      await tab!.moveClock(jump);
      await delay(600);
      proxy.plan = noFaults;
      for (const { id, error } of await ends) if (error) problems.push(`jump ${round}, ${id}: ${error}`);
      await fleet.end(fleet.part(round / jumps.length, (round + 1) / jumps.length));
    }
    return await watch.end(jumps.length, 60_000, { calls: jumps.length * calls.length, problems });
  } finally {
    await tab!.close();
    await proxy.stop();
  }
}

/** A tab dies that waits and holds what tabs share; the others must not wait for it. */
async function tabKilled(world: World): Promise<Outcome> {
  const { browser, chaos, size } = world;
  const { upstream, stack } = chaos;
  const warm = await endedWorkflow(world);
  const profile = await browser.newProfile();
  const open = async (): ReturnType<typeof browser.openTab> => {
    const tab = await browser.openTab(profile, stack.envoyUrl, stack);
    await tab.warmUp(warm);
    return tab;
  };
  const victim = await open();
  const others = [await open(), await open()];
  try {
    const fleet = await Fleet.start(upstream, stack.taskQueue, size.waits);
    const doomed = await Fleet.start(upstream, stack.taskQueue, size.waits);
    const watch = await Watch.begin(others);
    await victim.wait(doomed.expectations());
    await victim.hasPolled();
    await others[0]!.wait(fleet.expectations(fleet.part(0, 0.5)));
    await victim.crash();
    // As after a reload: another tab waits for what the dead one has waited for.
    await others[1]!.wait([...fleet.expectations(fleet.part(0.5, 1)), ...doomed.expectations()]);
    await fleet.end(fleet.members);
    await doomed.end(doomed.members);
    return await watch.end(1, 60_000);
  } finally {
    await profile.close();
  }
}

export const pageEvents: readonly Scenario[] = [
  { fault: 'Clock of the page jumps by an hour', alone: false, run: clockJumps },
  { fault: 'Tab killed', alone: false, run: tabKilled },
];
