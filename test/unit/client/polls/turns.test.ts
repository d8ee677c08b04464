import { describe, expect, it } from 'vitest';
import { pass, stopClock } from '../../../fixtures/stopped-clock.js';
import { nextEvents, openBrowser, outcomeOf } from '../../../fixtures/tabs.js';

stopClock();

describe('waits of which visibility knows nothing', () => {
  it('take turns on the long polls: ten live histories over HTTP/1.1', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(10);
    const histories = runs.map((runId, i) => outcomeOf(nextEvents(client, `w-${i + 1}`, runId)));
    await pass(60_000);
    expect(service.mostHeld).toBe(3);
    for (const [i, runId] of runs.entries()) {
      service.close(runId);
      await pass(9_000);
      expect(histories[i]!.settled).toBe(1);
    }
  });

  it('go before parked results, which lose nothing but a long poll', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(103);
    const results = runs.slice(3).map((runId) => outcomeOf(client.workflow.result(runId.replace('run', 'w'), runId)));
    await pass(10_000);
    const histories = runs.slice(0, 3).map((runId, i) => outcomeOf(nextEvents(client, `w-${i + 1}`, runId)));
    await pass(10_000);
    runs.forEach((runId) => service.close(runId));
    await pass(100);
    expect(histories.map(({ settled }) => settled)).toEqual([1, 1, 1]);
    await pass(8_000);
    expect(results.map(({ value }) => value)).toEqual(runs.slice(3));
  });

  it('are not asked again before half a second when a proxy answers at once', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    service.longPollMs = 0;
    const client = open();
    const [runId] = service.start(1);
    void outcomeOf(nextEvents(client, 'w-1', runId));
    await pass(10_000);
    expect(service.calls.length).toBeGreaterThan(15);
    expect(service.calls.length).toBeLessThanOrEqual(21);
  });
});

describe('the order of a burst', () => {
  it('a thousand short executions over three connections all end, none of them late', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open();
    const runs = service.start(1_000);
    const results = runs.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
    await pass(50);
    runs.forEach((runId) => service.close(runId));
    await pass(20_000);
    expect(results.every(({ settled }) => settled === 1)).toBe(true);
    // Each of them was asked for once or twice.
    expect(service.calls.length).toBeLessThan(2_100);
  });
});
