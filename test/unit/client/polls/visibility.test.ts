import { describe, expect, it } from 'vitest';
import { type Client, status, WorkflowNotFoundError } from '../../../../src/client/index.js';
import { pass, stopClock } from '../../../fixtures/stopped-clock.js';
import { openBrowser, outcomeOf, statusOf, type Tabs } from '../../../fixtures/tabs.js';

stopClock();

/** A tab with this many waits, after the first rush. */
async function waiting(count: number, options: Parameters<Tabs['open']>[0] = {}) {
  const tabs = openBrowser({ protocol: 'http/1.1' });
  const client = tabs.open(options);
  const runs = tabs.service.start(count);
  const results = waitFor(client, runs);
  await pass(10_000);
  return { ...tabs, client, runs, results };
}

const waitFor = (client: Client, runs: readonly string[]) =>
  runs.map((runId) => outcomeOf(client.workflow.result(runId.replace('run', 'w'), runId)));

describe('parked waits', () => {
  it('resolve within two seconds by one query for all of them, while things close', async () => {
    const { service, runs, results } = await waiting(500);
    await pass(20_000);
    let latest = 0;
    for (let i = 0; i < 100; i++) {
      service.close(runs[i]!);
      const before = performance.now();
      await pass(300);
      while (results[i]!.settled === 0) await pass(50);
      if (i > 3) latest = Math.max(latest, performance.now() - before);
    }
    expect(latest).toBeLessThan(2_500);
    expect(results.slice(0, 100).map(({ value }) => value)).toEqual(runs.slice(0, 100));
  });

  it('cost three requests a second at the most, a thousand of them', async () => {
    const { service } = await waiting(1_000);
    const before = service.calls.length;
    await pass(60_000);
    expect((service.calls.length - before) / 60).toBeLessThan(3);
    expect(service.queries.every((runs) => runs.length <= 1_000)).toBe(true);
  });

  it('are asked for at the most every 1.5 s by all tabs together, in one query for all of them', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const tabs = [open(), open(), open(), open()];
    const runs = service.start(80);
    runs.forEach((runId, i) => void outcomeOf(tabs[i % 4]!.workflow.result(`w-${i + 1}`, runId)));
    await pass(60_000);
    const times = service.calls.filter(({ method }) => method === 'ListWorkflowExecutions').map(({ at }) => at);
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_500);
    expect(times.length).toBeGreaterThan(10);
    expect(service.queries.at(-1)!.length).toBeGreaterThan(70);
    expect(await statusOf(tabs[0]!)).toMatchObject({ tabs: 4, shared: true });
    runs.forEach((runId) => service.close(runId));
    const before = service.queries.length;
    await pass(6_000);
    // One tab asked; all of them heard of it.
    expect(service.queries.length - before).toBeLessThanOrEqual(3);
    for (const tab of tabs) expect((await statusOf(tab)).waits).toBe(0);
  });

  it('are asked for less often while nothing closes, and often again when something does', async () => {
    const { service, client, runs } = await waiting(50);
    await pass(40_000);
    expect((await statusOf(client)).visibility).toMatchObject({ status: 'ok', intervalMs: 1_500 });
    await pass(60_000);
    expect((await statusOf(client)).visibility).toMatchObject({ status: 'ok', intervalMs: 5_000 });
    service.close(runs[0]!);
    await pass(6_000);
    expect((await statusOf(client)).visibility.intervalMs).toBeLessThan(2_000);
  });

  it('more than a thousand are asked for in turns', async () => {
    const { service, runs } = await waiting(2_500);
    await pass(10_000);
    const asked = new Set(service.queries.slice(-5).flat());
    expect(asked.size).toBeGreaterThan(runs.length - 10);
  });

  it('learn the run of an id first, when they do not know it', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(10);
    const results = runs.map((_, i) => outcomeOf(client.workflow.result(`w-${i + 1}`)));
    await pass(10_000);
    expect(service.countOf('DescribeWorkflowExecution')).toBeGreaterThanOrEqual(4);
    expect(service.countOf('DescribeWorkflowExecution')).toBeLessThanOrEqual(10);
    runs.forEach((runId) => service.close(runId));
    await pass(6_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('never put a run id with quotes into a query', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    waitFor(client, service.start(10));
    const hostile = 'x") OR ("1"="1';
    const { closedAt, workflowId, onClose } = service.runs.get('run-1')!;
    service.runs.set(hostile, { closedAt, workflowId, onClose });
    const first = outcomeOf(client.workflow.result('w', hostile));
    waitFor(client, service.start(10));
    await pass(60_000);
    expect(first.settled).toBe(0);
    expect(service.queries.flat().every((runId) => /^run-\d+$/.test(runId))).toBe(true);
    expect(service.queries.length).toBeGreaterThan(0);
  });
});

describe('visibility that is of no help costs time and nothing else:', () => {
  it.each([
    ['it is denied', status.PERMISSION_DENIED, 'denied'],
    ['it does not exist', status.UNIMPLEMENTED, 'denied'],
    ['it is limited', status.RESOURCE_EXHAUSTED, 'backing-off'],
    ['it is broken', status.INTERNAL, 'backing-off'],
    ['it takes too long', status.DEADLINE_EXCEEDED, 'backing-off'],
  ])('%s', async (_what, refuse, expected) => {
    const tabs = openBrowser({ protocol: 'http/1.1' });
    tabs.service.visibility.refuse = refuse;
    const client = tabs.open();
    const runs = tabs.service.start(30);
    const results = waitFor(client, runs);
    await pass(60_000);
    expect((await statusOf(client)).visibility.status).toBe(expected);
    expect(tabs.service.queries.length).toBeLessThan(10);
    runs.forEach((runId) => tabs.service.close(runId));
    await pass(15_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('it lags by ten seconds', async () => {
    const { service, runs, results } = await waiting(100);
    service.visibility.lagMs = 10_000;
    runs.forEach((runId) => service.close(runId));
    await pass(18_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('it shows nothing any more', async () => {
    const { service, client, runs, results } = await waiting(60);
    service.visibility.lagMs = Infinity;
    runs.forEach((runId) => service.close(runId));
    await pass(60_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
    const [late] = service.start(1);
    void outcomeOf(client.workflow.result('w-61', late));
    expect((await statusOf(client)).visibility.status).toBe('idle');
  });

  it('it is found stale, so that waits are asked for themselves more often', async () => {
    const { service, client, runs } = await waiting(200);
    service.visibility.lagMs = Infinity;
    runs.slice(0, 100).forEach((runId) => service.close(runId));
    await pass(40_000);
    expect((await statusOf(client)).visibility.status).toBe('stale');
    const before = service.countOf('DescribeWorkflowExecution');
    await pass(20_000);
    expect((service.countOf('DescribeWorkflowExecution') - before) / 20).toBeGreaterThan(3);
  });

  it.each([status.PERMISSION_DENIED, status.UNIMPLEMENTED])(
    'it is denied, and so are descriptions (code %i): waits take turns on the long polls',
    async (code) => {
      const tabs = openBrowser({ protocol: 'http/1.1' });
      tabs.service.visibility.refuse = code;
      tabs.service.refuseDescribe = code;
      const client = tabs.open();
      const runs = tabs.service.start(30);
      const results = runs.map((runId, i) =>
        outcomeOf(client.workflow.result(`w-${i + 1}`, i % 2 ? runId : undefined)),
      );
      await pass(60_000);
      expect(results.every(({ settled }) => settled === 0)).toBe(true);
      runs.forEach((runId) => tabs.service.close(runId));
      await pass(25_000);
      expect(results.map(({ value }) => value)).toEqual(runs);
      expect(tabs.service.countOf('DescribeWorkflowExecution')).toBeLessThan(4);
    },
  );

  it('it may not be used', async () => {
    const { service, client, runs, results } = await waiting(30, { polls: { visibility: false } });
    runs.forEach((runId) => service.close(runId));
    await pass(15_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
    expect(service.queries).toEqual([]);
    expect((await statusOf(client)).visibility.status).toBe('off');
  });

  it('the rights are with another tab: its answers serve both', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    service.visibility = { refuse: status.PERMISSION_DENIED, refuseName: 'poor', lagMs: 0 };
    const poor = open({ metadata: { 'client-name': 'poor' } });
    const runs = service.start(100);
    const results = waitFor(poor, runs);
    await pass(10_000);
    expect((await statusOf(poor)).visibility.status).toBe('denied');
    const rich = open();
    waitFor(rich, service.start(20));
    await pass(10_000);
    expect(await statusOf(poor)).toMatchObject({ tabs: 2 });
    runs.forEach((runId) => service.close(runId));
    await pass(3_000);
    // By itself it would need twenty seconds.
    expect(results.map(({ value }) => value)).toEqual(runs);
  });
});

describe('a wait for an execution that is gone', () => {
  it('ends with WorkflowNotFoundError when its turn in the round comes', async () => {
    const { service, results } = await waiting(20);
    service.runs.delete('run-1');
    await pass(60_000);
    expect(results[0]).toMatchObject({ settled: 1, error: expect.any(WorkflowNotFoundError) as unknown });
    expect(results.slice(1).every(({ settled }) => settled === 0)).toBe(true);
  });
});
