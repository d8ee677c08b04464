/** A process is killed with SIGKILL under the waits, and started again after a while. */
import { setTimeout as delay } from 'node:timers/promises';
import { Caller } from '../caller.js';
import type { PartName } from '../chaos-stack.js';
import { Fleet } from '../fleet.js';
import type { Outcome, Scenario, World } from '../scenario.js';
import { endedWorkflow, openTabs } from '../tabs.js';
import { Watch } from '../watch.js';

/** Long enough for a worker: Workflow Tasks that were on their way to the dead one time out after ten seconds. */
const settleWithinMs = 60_000;

/** Pages over HTTP/1.1 and HTTP/2 and a client in Node wait, while `name` is killed again and again. */
async function kill(world: World, name: PartName): Promise<Outcome> {
  const { chaos, size } = world;
  const { upstream, stack } = chaos;
  const { envoyUrl, envoyTlsUrl, namespace, taskQueue } = stack;
  const fleet = await Fleet.start(upstream, taskQueue, size.waits);
  const expectations = fleet.expectations();
  const part = (from: number, to: number): typeof expectations =>
    expectations.filter((_, index) => index >= from * expectations.length && index < to * expectations.length);
  const tabs = await openTabs(world, [envoyUrl, envoyTlsUrl]);
  const inNode = new Caller(envoyUrl, namespace, taskQueue);
  try {
    // As the tabs have: an address that has never answered is reported as wrong, sooner than an outage as one.
    await inNode.warmUp(await endedWorkflow(world));
    const watch = await Watch.begin(tabs, [inNode]);
    // Ends while the server is away, by its own clock.
    const expiring = await Fleet.start(upstream, taskQueue, 3, size.outagesMs[0]);
    await tabs[0]!.wait([...part(0, 0.4), ...expiring.expectations()]);
    await tabs[1]!.wait(part(0.4, 0.8));
    inNode.wait(part(0.8, 1));
    await Promise.all(tabs.map((tab) => tab.hasPolled()));
    const rounds = size.outagesMs.length;
    for (const [round, outageMs] of size.outagesMs.entries()) {
      await chaos.outage(name, async () => {
        // Some end while nobody can be told; without a server nothing can end.
        if (name !== 'Temporal server') await fleet.end(slice(fleet, round, rounds, 0));
        await delay(outageMs);
      });
      if (name === 'Temporal server') await fleet.end(slice(fleet, round, rounds, 0));
      await fleet.end(slice(fleet, round, rounds, 1));
    }
    return await watch.end(rounds, settleWithinMs);
  } finally {
    await inNode.close();
    for (const tab of tabs) await tab.close();
  }
}

/** First or second half of the members whose turn it is in this round; they are spread over all tabs. */
function slice(fleet: Fleet, round: number, rounds: number, half: 0 | 1): Fleet['members'] {
  return fleet.members.filter((_, index) => index % rounds === round && Math.floor(index / rounds) % 2 === half);
}

export const kills: readonly Scenario[] = [
  { fault: 'Envoy killed, restarted', alone: true, run: (world) => kill(world, 'Envoy') },
  { fault: 'Temporal server killed, restarted', alone: true, run: (world) => kill(world, 'Temporal server') },
  { fault: 'Worker killed, restarted', alone: true, run: (world) => kill(world, 'Sample worker') },
];
