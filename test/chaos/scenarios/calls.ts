/** Starts, signals and updates while three of ten requests meet a fault: executed once each, or not at all and said so. */
import { randomUUID } from 'node:crypto';
import type { CallEnd, ChaosCall } from '../caller.js';
import { everyFault, noFaults } from '../faults.js';
import { FaultyProxy } from '../faulty-proxy.js';
import { executedMessages, executedStarts } from '../executed.js';
import type { Outcome, Scenario, World } from '../scenario.js';
import { openTabs } from '../tabs.js';
import { Watch } from '../watch.js';

const counters = 5;

async function callsUnderFaults(world: World): Promise<Outcome> {
  const { chaos, size } = world;
  const { upstream, stack } = chaos;
  const prefix = `chaos-${randomUUID()}`;
  const counterIds = Array.from({ length: counters }, (_, index) => `${prefix}-counter-${index}`);
  for (const workflowId of counterIds) {
    await upstream.workflow.start('counter', { taskQueue: stack.taskQueue, workflowId });
  }
  const proxy = await FaultyProxy.start(stack.envoyUrl, world.seed);
  const tabs = await openTabs(world, [proxy.url, proxy.url]);
  try {
    const watch = await Watch.begin(tabs);
    proxy.plan = everyFault(0.3);
    const all: ChaosCall[] = [
      ...Array.from({ length: size.starts }, (_, index): ChaosCall => {
        const workflowId = `${prefix}-start-${index}`;
        return { kind: 'start', workflowId, id: workflowId };
      }),
      ...Array.from({ length: 2 * size.messages }, (_, index): ChaosCall => {
        const kind = index % 2 === 0 ? 'signal' : 'update';
        return { kind, workflowId: counterIds[index % counters]!, id: `${kind}-${index}` };
      }),
    ];
    const ends = (
      await Promise.all(
        tabs.map((tab, nth) =>
          tab.callAll(
            all.filter((_, index) => index % tabs.length === nth),
            // As many as a browser has connections: calls that queue spend their time limit on nothing.
            6,
          ),
        ),
      )
    ).flat();
    proxy.plan = noFaults;
    const executed = new Map([
      ...(await executedStarts(upstream, `${prefix}-start-`, stack.taskQueue)),
      ...(await executedMessages(upstream, counterIds)),
    ]);
    const outcome = await watch.end(proxy.injected, 1_000, judge(ends, executed));
    return { ...outcome, times: proxy.injected };
  } finally {
    for (const tab of tabs) await tab.close();
    await proxy.stop();
  }
}

/** Holds what the page was told against what the server did. */
function judge(ends: readonly CallEnd[], executed: ReadonlyMap<string, readonly string[]>): Partial<Outcome> {
  const doubled: string[] = [];
  const lost: string[] = [];
  const problems: string[] = [];
  for (const { id, kind, error, answer } of ends) {
    const times = executed.get(id) ?? [];
    if (times.length > 1) doubled.push(`${id}, ${times.length} times: ${times.join(', ')}`);
    if (error === undefined && times.length === 0) lost.push(id);
    if (kind === 'start' && answer !== undefined && times.length === 1 && times[0] !== answer) {
      problems.push(`${id}: the answer names the run ${answer}, the server has ${times[0] ?? ''}`);
    }
    // Only an answer that no further attempt may follow, or the end of the call's time, may reach the page.
    if (error !== undefined && !/\[(not-grpc|hidden-status|no-answer)\]|took longer than/.test(error)) {
      problems.push(`${id}: ${error}`);
    }
  }
  return { calls: ends.length, doubled, lost, problems };
}

export const calls: readonly Scenario[] = [
  { fault: '30 % of requests hurt, under starts, signals, updates', alone: false, run: callsUnderFaults },
];
