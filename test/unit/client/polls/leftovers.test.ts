import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pass, stopClock } from '../../../fixtures/stopped-clock.js';
import { openBrowser, outcomeOf, statusOf, type Tabs } from '../../../fixtures/tabs.js';

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

stopClock();
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
});
afterEach(() => {
  process.off('unhandledRejection', onUnhandled);
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Three tabs with sixty waits in every stage: polled, parked, standing in line for a slot, asking visibility. */
async function busyTabs(): Promise<Tabs & { clients: ReturnType<Tabs['open']>[]; outcomes: { settled: number }[] }> {
  const tabs = openBrowser({ protocol: 'http/1.1' });
  const clients = [tabs.open(), tabs.open(), tabs.open()];
  const outcomes = tabs.service
    .start(60)
    .map((runId, i) => outcomeOf(clients[i % 3]!.workflow.result(`w-${i + 1}`, i % 2 ? runId : undefined)));
  clients.forEach((client) => client.connection.state.addEventListener('change', () => undefined));
  return { ...tabs, clients, outcomes };
}

describe('close()', () => {
  it.each([0, 1, 45, 1_600, 5_000, 30_000])(
    'leaves no timer, lock, listener, channel or request behind, %i ms after the waits began',
    async (ms) => {
      const { browser, service, clients, outcomes } = await busyTabs();
      await pass(ms);
      for (const { connection } of clients) await connection.close();
      await turn();
      expect(outcomes.every(({ settled }) => settled === 1)).toBe(true);
      expect(browser.leftovers()).toBe(0);
      expect(service.held).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
      expect(unhandled).toEqual([]);
      const { length } = service.calls;
      await pass(60_000);
      expect(service.calls).toHaveLength(length);
    },
  );

  it('leaves none during an outage', async () => {
    const { browser, service, clients } = await busyTabs();
    await pass(10_000);
    service.network = 'silent';
    await pass(47_000);
    for (const { connection } of clients) await connection.close();
    await turn();
    expect(browser.leftovers()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(unhandled).toEqual([]);
  });

  it('leaves nothing to watch: the status of a Connection that is closed ends at once', async () => {
    const { open } = openBrowser();
    const { connection } = open();
    await connection.close();
    for await (const status of connection.polls.status) expect(status).toBeUndefined();
  });

  it('ends who watches the scheduler and the state', async () => {
    const { open } = openBrowser();
    const { connection } = open();
    const loops = [
      (async () => {
        for await (const { waits } of connection.polls.status) expect(waits).toBe(0);
      })(),
      (async () => {
        for await (const { status } of connection.state) expect(['connecting', 'closed']).toContain(status);
      })(),
    ];
    await pass(10);
    await connection.close();
    await Promise.all(loops);
  });
});

describe('the last wait that ends', () => {
  it('takes everything with it', async () => {
    const { browser, service, clients, outcomes } = await busyTabs();
    await pass(10_000);
    for (const runId of service.runs.keys()) service.close(runId);
    await pass(10_000);
    expect(outcomes.every(({ settled }) => settled === 1)).toBe(true);
    // What is left are the tests own listeners on the state: online and offline of three connections.
    expect(browser.leftovers()).toBe(6);
    expect(vi.getTimerCount()).toBe(0);
    expect((await statusOf(clients[0]!)).slots.held).toBe(0);
  });

  it('does so by its signal too', async () => {
    const { browser, service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const controller = new AbortController();
    const outcomes = service
      .start(20)
      .map((runId, i) =>
        outcomeOf(client.workflow.getHandle(`w-${i + 1}`, runId).result({ signal: controller.signal })),
      );
    await pass(8_000);
    controller.abort();
    await turn();
    expect(outcomes.every(({ settled }) => settled === 1)).toBe(true);
    expect(browser.leftovers()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(service.held).toBe(0);
  });

  it('and a wait after it begins as the first did', async () => {
    const { service, clients } = await busyTabs();
    await pass(5_000);
    for (const runId of service.runs.keys()) service.close(runId);
    await pass(10_000);
    const [runId] = service.start(1);
    const again = outcomeOf(clients[0]!.workflow.result('w-61', runId));
    await pass(100);
    service.close(runId!);
    await pass(0);
    expect(again).toMatchObject({ value: runId, settled: 1 });
  });
});

describe('a function of the user that throws', () => {
  it('is reported once, and its wait goes on as one that nobody looks at: watched', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const client = open();
    const [bad, ...good] = service.start(9);
    const watched = (): boolean => {
      throw new RangeError('no element');
    };
    const broken = outcomeOf(client.workflow.getHandle('w-1', bad).result({ watched }));
    const fine = good.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 2}`, runId)));
    await pass(5_000);
    expect(reported.mock.calls).toEqual([[expect.any(RangeError)]]);
    for (const runId of service.runs.keys()) service.close(runId);
    await pass(8_000);
    expect(fine.map(({ value }) => value)).toEqual(good);
    expect(broken.value).toBe(bad);
  });

  it('fails the waits that it is of: onRetry', async () => {
    const { service, open } = openBrowser();
    const client = open({
      onRetry: () => {
        throw new RangeError('no log');
      },
    });
    service.refuse = 14;
    const result = outcomeOf(client.workflow.result('w-1', 'run-1'));
    await pass(5_000);
    expect(result.error).toBeInstanceOf(RangeError);
    expect(unhandled).toEqual([]);
  });
});
