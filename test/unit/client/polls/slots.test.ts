import { describe, expect, it } from 'vitest';
import { pass, stopClock } from '../../../fixtures/stopped-clock.js';
import { nextEvents, openBrowser, outcomeOf, statusOf } from '../../../fixtures/tabs.js';

stopClock();

describe('long polls', () => {
  it('are three at a time over HTTP/1.1, for all tabs together', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const runs = service.start(40);
    const tabs = [open(), open(), open(), open()];
    const results = runs.map((runId, i) => outcomeOf(tabs[i % 4]!.workflow.result(`w-${i + 1}`, runId)));
    await pass(60_000);
    expect(service.mostHeld).toBe(3);
    expect(service.held).toBe(3);
    runs.forEach((runId) => service.close(runId));
    await pass(15_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('are 32 at a time over HTTP/2', async () => {
    const { service, open } = openBrowser({ protocol: 'h2' });
    const client = open();
    service.start(100).forEach((runId, i) => void outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(30_000);
    expect(service.mostHeld).toBe(32);
    expect(await statusOf(client)).toMatchObject({
      protocol: 'http2',
      slots: { limit: 32, held: 32 },
      waits: 100,
      parked: 68,
    });
  });

  it('are as many as the options say', async () => {
    const { service, open } = openBrowser({ protocol: 'h2' });
    const client = open({ polls: { slots: 5 } });
    service.start(20).forEach((runId, i) => void outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(30_000);
    expect(service.mostHeld).toBe(5);
  });

  it('are fewer where tabs cannot agree on a number', async () => {
    const { service, open } = openBrowser({ locks: false, protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(20);
    const results = runs.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(30_000);
    expect(service.mostHeld).toBe(2);
    expect(await statusOf(client)).toMatchObject({ shared: false, slots: { limit: 2 } });
    runs.forEach((runId) => service.close(runId));
    await pass(10_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('go over to another tab when one ends', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const first = open({ polls: { visibility: false } });
    const second = open({ polls: { visibility: false } });
    const runs = service.start(6);
    runs.slice(0, 3).forEach((runId, i) => void outcomeOf(first.workflow.result(`w-${i + 1}`, runId)));
    await pass(5_000);
    runs.slice(3).forEach((runId, i) => void outcomeOf(second.workflow.result(`w-${i + 4}`, runId)));
    await pass(1_000);
    // One is given to the newcomers at once.
    expect((await statusOf(first)).slots.held).toBe(2);
    await first.connection.close();
    await pass(100);
    expect((await statusOf(second)).slots.held).toBe(3);
  });

  it('are shared fairly: a tab gives its slot away when a poll has ended', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const tabs = [open(), open()];
    service.start(20).forEach((runId, i) => void outcomeOf(tabs[i < 10 ? 0 : 1]!.workflow.result(`w-${i + 1}`, runId)));
    const held = [0, 0];
    for (let i = 0; i < 40; i++) {
      await pass(5_000);
      for (const tab of [0, 1]) held[tab]! += (await statusOf(tabs[tab]!)).slots.held;
    }
    expect(Math.min(...held)).toBeGreaterThan(20);
  });
});

describe('who gets a long poll', () => {
  it('a new wait does, at once, though all are taken', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open({ polls: { visibility: false } });
    service.start(10).forEach((runId, i) => void outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(10_000);
    const [runId] = service.start(1);
    const result = outcomeOf(client.workflow.result('w-11', runId));
    await pass(200);
    expect(service.calls.filter(({ method }) => method === 'GetWorkflowExecutionHistory').at(-1)).toMatchObject({
      run: runId,
    });
    service.close(runId!);
    await pass(0);
    expect(result.value).toBe(runId);
    expect(service.mostHeld).toBe(3);
  });

  it('those that somebody looks at do before others', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    let onScreen = false;
    service.start(30).forEach((runId, i) => {
      const watched = i < 2 ? () => onScreen : undefined;
      void outcomeOf(client.workflow.getHandle(`w-${i + 1}`, runId).result({ watched }));
    });
    await pass(60_000);
    const before = service.calls.length;
    onScreen = true;
    await pass(30_000);
    const polled = service.calls.slice(before).filter(({ method }) => method === 'GetWorkflowExecutionHistory');
    expect(new Set(polled.map(({ run }) => run))).toContain('run-1');
    expect(new Set(polled.map(({ run }) => run))).toContain('run-2');
  });

  it('waits for the same result share one', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const [runId] = service.start(1);
    const results = Array.from({ length: 50 }, () => outcomeOf(client.workflow.result('w-1', runId)));
    await pass(1_000);
    expect(service.calls).toHaveLength(1);
    service.close(runId!, 'for all');
    await pass(0);
    expect(results.map(({ value, settled }) => [value, settled])).toEqual(Array(50).fill(['for all', 1]));
  });

  it('one that gives up leaves the others of the same result alone', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const [runId] = service.start(1);
    const given = new AbortController();
    const left = outcomeOf(client.workflow.getHandle('w-1', runId).result({ signal: given.signal }));
    const kept = outcomeOf(client.workflow.result('w-1', runId));
    await pass(1_000);
    given.abort();
    await pass(0);
    expect(left.settled).toBe(1);
    expect(service.held).toBe(1);
    service.close(runId!);
    await pass(0);
    expect(kept.value).toBe(runId);
    expect(service.countOf('GetWorkflowExecutionHistory')).toBe(1);
  });

  it('waits with other metadata do not share one', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const [runId] = service.start(1);
    void outcomeOf(client.workflow.result('w-1', runId));
    void outcomeOf(client.with({ metadata: { 'x-user': 'other' } }).workflow.result('w-1', runId));
    await pass(1_000);
    expect(service.countOf('GetWorkflowExecutionHistory')).toBe(2);
  });
});

describe('a hidden page', () => {
  it('holds one long poll at the most, and asks visibility seldom', async () => {
    const { browser, service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    service.start(20).forEach((runId, i) => void outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(5_000);
    browser.visibilityState = 'hidden';
    browser.dispatch('visibilitychange');
    await pass(60_000);
    expect(service.held).toBeLessThanOrEqual(1);
    const queries = service.queries.length;
    await pass(60_000);
    expect(service.queries.length - queries).toBeLessThanOrEqual(4);
    expect(await statusOf(client)).toMatchObject({ hidden: true });
  });

  it('goes on at once when it is shown', async () => {
    const { browser, service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(20);
    const results = runs.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(5_000);
    browser.visibilityState = 'hidden';
    browser.dispatch('visibilitychange');
    await pass(120_000);
    runs.forEach((runId) => service.close(runId));
    browser.visibilityState = 'visible';
    browser.dispatch('visibilitychange');
    await pass(3_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });
});

describe('a tab that the browser has stopped where it was', () => {
  it('keeps its locks, and nobody from resolving', async () => {
    const { browser, service, open } = openBrowser({ protocol: 'http/1.1' });
    for (const lock of ['slot 0', 'slot 1', 'slot 2', 'visibility']) {
      browser.held.set(`temporal-web-client https://proxy.example ${lock}`, 1);
    }
    const client = open();
    const runs = service.start(20);
    const results = runs.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    const history = outcomeOf(nextEvents(client, 'w-1', 'run-1'));
    await pass(60_000);
    expect(service.queries.length).toBeGreaterThan(1);
    expect(service.mostHeld).toBe(1);
    runs.forEach((runId) => service.close(runId));
    await pass(25_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
    expect(history.settled).toBe(1);
  });
});

describe('another tab', () => {
  it('gets a slot within a second for what is more urgent than results that nobody looks at', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const first = open();
    service.start(60).forEach((runId, i) => void outcomeOf(first.workflow.result(`w-${i + 1}`, runId)));
    await pass(10_000);
    const second = open();
    const [fresh, live] = service.start(2);
    const result = outcomeOf(second.workflow.result('w-61', fresh));
    await pass(700);
    service.close(fresh!);
    await pass(10);
    expect(result.value).toBe(fresh);
    const history = outcomeOf(nextEvents(second, 'w-62', live));
    await pass(3_000);
    service.close(live!);
    await pass(10);
    expect(history.settled).toBe(1);
    expect(service.mostHeld).toBe(3);
  });
});
