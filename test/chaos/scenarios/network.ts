/** Waits on networks that lose, cut, delay and lie. */
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { everyFault } from '../faults.js';
import { FaultyProxy } from '../faulty-proxy.js';
import { Fleet } from '../fleet.js';
import type { Outcome, Scenario, World } from '../scenario.js';
import { openTabs } from '../tabs.js';
import { TcpGate } from '../tcp-gate.js';
import { Watch } from '../watch.js';

/** Three of ten requests meet a fault, for as long as the scenario lasts. */
async function waitsUnderFaults(world: World): Promise<Outcome> {
  const { upstream, stack } = world.chaos;
  const proxy = await FaultyProxy.start(stack.envoyUrl, world.seed);
  const [tab] = await openTabs(world, [proxy.url]);
  try {
    const fleet = await Fleet.start(upstream, stack.taskQueue, world.size.waits);
    const watch = await Watch.begin([tab!]);
    proxy.plan = everyFault(0.3);
    await tab!.wait(fleet.expectations());
    await tab!.hasPolled();
    const portions = Math.round(world.size.waits / 15);
    for (let portion = 0; portion < portions; portion++) {
      const before = proxy.injected;
      const hurt = async (): Promise<void> => {
        if (proxy.injected < before + 3) throw new Error(`only ${proxy.injected - before}`);
      };
      await waitUntil('three more requests have met a fault', hurt, { timeoutMs: 120_000 });
      await fleet.end(fleet.part(portion / portions, (portion + 1) / portions));
    }
    // A black hole takes as long as a poll may, and the next one may follow.
    const outcome = await watch.end(0, 150_000);
    return { ...outcome, times: proxy.injected };
  } finally {
    await tab!.close();
    await proxy.stop();
  }
}

/** Every connection goes silent under the waits; after a while new ones work, the old ones never do. */
async function halfOpen(world: World, target: string): Promise<Outcome> {
  const { upstream, stack } = world.chaos;
  const gate = await TcpGate.start(target);
  const [tab] = await openTabs(world, [gate.through(target)]);
  try {
    const fleet = await Fleet.start(upstream, stack.taskQueue, world.size.waits);
    const watch = await Watch.begin([tab!]);
    await tab!.wait(fleet.expectations());
    await tab!.hasPolled();
    const silenced = gate.connections;
    gate.blackHole();
    await fleet.end(fleet.part(0, 0.5));
    await delay(world.size.outagesMs[0]);
    gate.open();
    await fleet.end(fleet.part(0.5, 1));
    return await watch.end(silenced, 60_000);
  } finally {
    await tab!.close();
    await gate.stop();
  }
}

/** A call that is made offline, well before its own time limit would end it, is sent when there is a network. */
const callBeforeMs = 2_000;

/** The browser says that it has no network, and later that it has. */
async function offline(world: World): Promise<Outcome> {
  const { upstream, stack } = world.chaos;
  const tabs = await openTabs(world, [stack.envoyUrl, stack.envoyTlsUrl]);
  try {
    const fleet = await Fleet.start(upstream, stack.taskQueue, world.size.waits);
    const expectations = fleet.expectations();
    const watch = await Watch.begin(tabs);
    await tabs[0]!.wait(expectations.filter((_, index) => index % 2 === 0));
    await tabs[1]!.wait(expectations.filter((_, index) => index % 2 === 1));
    await Promise.all(tabs.map((tab) => tab.hasPolled()));
    for (const tab of tabs) await tab.setOffline(true);
    await fleet.end(fleet.part(0, 0.5));
    const { workflowId } = fleet.members[0]!;
    await delay(world.size.outagesMs.at(-1)! - callBeforeMs);
    const calls = tabs[0]!.callAll([{ kind: 'describe', workflowId, id: 'while offline' }], 1);
    await delay(callBeforeMs);
    for (const tab of tabs) await tab.setOffline(false);
    await fleet.end(fleet.part(0.5, 1));
    const problems = (await calls).flatMap(({ error, id }) => (error ? [`${id}: ${error}`] : []));
    return await watch.end(1, 60_000, { calls: 1, problems });
  } finally {
    for (const tab of tabs) await tab.close();
  }
}

export const network: readonly Scenario[] = [
  { fault: '30 % of requests hurt, under waits', alone: false, run: waitsUnderFaults },
  {
    fault: 'Connections half-open (HTTP/1.1)',
    alone: false,
    run: (world) => halfOpen(world, world.chaos.stack.envoyUrl),
  },
  {
    fault: 'Connections half-open (HTTP/2)',
    alone: false,
    run: (world) => halfOpen(world, world.chaos.stack.envoyTlsUrl),
  },
  { fault: 'Browser offline', alone: false, run: offline },
];
