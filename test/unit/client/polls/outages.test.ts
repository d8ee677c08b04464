import { describe, expect, it, vi } from 'vitest';
import { WorkflowService } from '../../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import {
  Client,
  Connection,
  type ConnectionCondition,
  GrpcError,
  grpcErrorOf,
  ServiceError,
  status,
} from '../../../../src/client/index.js';
import { scriptedAddress } from '../../../fixtures/scripted-connection.js';
import { pass, stopClock } from '../../../fixtures/stopped-clock.js';
import { openBrowser, outcomeOf, statusOf, type Tabs } from '../../../fixtures/tabs.js';

stopClock();

async function waiting(count: number, options: Parameters<Tabs['open']>[0] = {}, protocol = 'http/1.1') {
  const tabs = openBrowser({ protocol });
  const client = tabs.open(options);
  const runs = tabs.service.start(count);
  const results = runs.map((runId, i) => outcomeOf(client.workflow.result(`w-${i + 1}`, runId)));
  await pass(10_000);
  return { ...tabs, client, runs, results };
}

describe('while nothing is answered', () => {
  it.each([
    ['refused', { network: 'refused' }],
    ['silent', { network: 'silent' }],
    ['UNAVAILABLE', { refuse: status.UNAVAILABLE }],
  ] as const)('for ten minutes (%s), waits survive, and resolve soon after', async (_how, down) => {
    const { service, runs, results } = await waiting(200);
    Object.assign(service, down);
    await pass(300_000);
    runs.forEach((runId) => service.close(runId));
    await pass(300_000);
    Object.assign(service, { network: 'up', refuse: undefined });
    await pass(20_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
    expect(results.every(({ settled }) => settled === 1)).toBe(true);
  });

  it('one small call after the other finds out when it is over, however many waits there are', async () => {
    const { service, client } = await waiting(300, {}, 'h2');
    service.network = 'refused';
    await pass(60_000);
    const before = service.calls.length;
    await pass(60_000);
    const calls = service.calls.slice(before);
    expect(calls.length).toBeLessThan(20);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GetSystemInfo']));
    expect((await statusOf(client)).outage).toMatchObject({ failures: expect.any(Number) as unknown });
  });

  it('waits fail in the end, after the time that the options say, with what was wrong', async () => {
    const { service, results } = await waiting(20, { polls: { giveUpAfterMs: 60_000 } });
    service.network = 'refused';
    await pass(80_000);
    expect(results.every(({ settled }) => settled === 1)).toBe(true);
    expect(results[0]!.error).toBeInstanceOf(ServiceError);
    expect(grpcErrorOf(results[0]!.error)).toMatchObject({ kind: 'unreachable' });
  });

  it('that the browser is offline does not count', async () => {
    const { browser, service, runs, results } = await waiting(20, { polls: { giveUpAfterMs: 60_000 } });
    service.network = 'refused';
    browser.onLine = false;
    browser.dispatch('offline');
    await pass(3_600_000);
    expect(results.some(({ settled }) => settled > 0)).toBe(false);
    runs.forEach((runId) => service.close(runId));
    service.network = 'up';
    browser.onLine = true;
    browser.dispatch('online');
    await pass(5_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('waits at an address that never answered fail as soon as other calls do', async () => {
    const { service, open } = openBrowser();
    service.network = 'refused';
    const client = open();
    const result = outcomeOf(client.workflow.result('w-1', 'run-1'));
    await pass(60_000);
    expect(grpcErrorOf(result.error)).toMatchObject({ kind: 'unreachable' });
  });

  it('they fail at once with retry: false', async () => {
    const { service, open } = openBrowser();
    service.refuse = status.UNAVAILABLE;
    const result = outcomeOf(open({ retry: false }).workflow.result('w-1', 'run-1'));
    await pass(100);
    expect(grpcErrorOf(result.error)).toMatchObject({ code: status.UNAVAILABLE });
    expect(service.calls).toHaveLength(1);
  });

  it('onRetry hears of it', async () => {
    const onRetry = vi.fn();
    const { service } = await waiting(1, { onRetry });
    service.refuse = status.UNAVAILABLE;
    await pass(60_000);
    expect(onRetry).toHaveBeenCalledWith(
      expect.objectContaining({
        method: 'GetWorkflowExecutionHistory',
        attempt: 1,
        error: expect.any(GrpcError) as unknown,
      }),
    );
  });
});

describe('a connection that is dead without a word', () => {
  it('is noticed when a poll outlives what the server allows, and the poll is repeated', async () => {
    const { service, open } = openBrowser({ protocol: 'http/1.1' });
    const client = open({ polls: { visibility: false } });
    const [runId] = service.start(1);
    const result = outcomeOf(client.workflow.result('w-1', runId));
    await pass(21_000);
    service.network = 'silent';
    await pass(20_000);
    const { length } = service.calls;
    service.close(runId!);
    service.network = 'up';
    await pass(36_000);
    expect(service.calls.length).toBeGreaterThan(length);
    expect(result.value).toBe(runId);
  });

  it('is not taken for an outage at a server that holds polls for longer', async () => {
    const { service, results, runs } = await waiting(3);
    service.longPollMs = 60_000;
    await pass(600_000);
    expect(results.some(({ settled }) => settled > 0)).toBe(false);
    runs.forEach((runId) => service.close(runId));
    await pass(2_000);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });

  it('is left when the network changes or the machine has slept', async () => {
    const { browser, service, runs, results } = await waiting(2);
    service.network = 'silent';
    await pass(21_000);
    service.network = 'up';
    runs.forEach((runId) => service.close(runId));
    browser.dispatch('online');
    await pass(500);
    expect(results.map(({ value }) => value)).toEqual(runs);
  });
});

describe('a failure of one wait alone', () => {
  it.each([status.UNKNOWN, status.ABORTED, status.DATA_LOSS])('is tried ten times (code %i)', async (code) => {
    const { service, open } = openBrowser();
    const client = open();
    await client.connection.ensureConnected();
    service.refuse = code;
    const result = outcomeOf(client.workflow.result('w-1', 'run-1'));
    await pass(60_000);
    expect(grpcErrorOf(result.error)).toMatchObject({ code });
    const polls = service.calls.filter(({ method }) => /^(Get|Describe)Workflow/.test(method));
    expect(polls).toHaveLength(10);
  });

  it.each([status.PERMISSION_DENIED, status.UNAUTHENTICATED, status.INVALID_ARGUMENT])(
    'that would come again ends it at once (code %i)',
    async (code) => {
      const { service, open } = openBrowser();
      service.refuse = code;
      const result = outcomeOf(open().workflow.result('w-1', 'run-1'));
      await pass(100);
      expect(grpcErrorOf(result.error)).toMatchObject({ code });
    },
  );
});

describe('a web page instead of an answer', () => {
  it.each(['<!doctype html><title>Free Wi-Fi</title>', ''])(
    'is tried again once the address has worked: %j',
    async (body) => {
      const { service } = openBrowser();
      let portal = 0;
      const fetch: typeof globalThis.fetch = (input, init) => {
        const portalAnswer = new Response(body, { headers: { 'content-type': 'text/html' } });
        return portal-- > 0 ? Promise.resolve(portalAnswer) : service.fetch(input, init);
      };
      const connection = Connection.lazy({ address: scriptedAddress, fetch });
      portal = 1;
      expect(grpcErrorOf(await connection.ensureConnected().catch((error: unknown) => error))).toMatchObject({
        kind: 'not-grpc',
        retryable: false,
      });
      portal = 0;
      await connection.ensureConnected();
      portal = 3;
      const call = outcomeOf(connection.unary(WorkflowService.method.getSystemInfo, {}));
      await pass(5_000);
      expect(call).toMatchObject({ settled: 1 });
      expect(call.error).toBeUndefined();
      const [runId] = service.start(1);
      const result = outcomeOf(new Client({ connection }).workflow.result('w-1', runId));
      service.close(runId!);
      portal = 3;
      await pass(10_000);
      expect(result.value).toBe(runId);
      await connection.close();
    },
  );
});

describe('a call that is made offline', () => {
  it('says so when its time is up', async () => {
    const { browser, service, open } = openBrowser();
    service.network = 'refused';
    browser.onLine = false;
    const call = outcomeOf(open().workflow.getHandle('w').describe());
    await pass(31_000);
    expect(String(call.error)).toMatch(
      /Failed to describe workflow: .*took longer than 30000 ms. The browser is offline/,
    );
  });
});

describe('connection.state', () => {
  it('tells what became of the way to the server', async () => {
    const { browser, service, open } = openBrowser();
    const { connection } = open({ retry: false });
    const events: string[] = [];
    connection.state.addEventListener('change', () => events.push(connection.state.current.status));
    const seen: ConnectionCondition[] = [];
    const loop = (async () => {
      for await (const condition of connection.state) seen.push(condition);
    })();
    await pass(0);
    const call = (): Promise<unknown> => connection.ensureConnected().catch(() => undefined);
    await call();
    service.network = 'refused';
    await connection.checkHealth().catch(() => undefined);
    browser.dispatch('offline');
    await pass(0);
    browser.dispatch('online');
    await pass(0);
    service.network = 'up';
    await connection.workflowService.getSystemInfo({});
    await pass(0);
    await connection.close();
    await loop;
    const expected = ['ready', 'degraded', 'offline', 'connecting', 'ready', 'closed'];
    expect(events).toEqual(expected);
    expect(seen.map((condition) => condition.status)).toEqual(['connecting', ...expected]);
    expect(seen[2]!.reason).toContain('No answer from https://proxy.example');
    expect(connection.state.current).toEqual({ status: 'closed', reason: 'The Connection was closed.' });
    expect(browser.leftovers()).toBe(0);
  });

  it.each([
    [status.NOT_FOUND, 'ready'],
    [status.PERMISSION_DENIED, 'ready'],
    [status.UNAVAILABLE, 'degraded'],
    [status.RESOURCE_EXHAUSTED, 'degraded'],
  ])('after an answer with code %i is %s', async (code, expected) => {
    const { service, open } = openBrowser();
    const { connection } = open({ retry: false });
    service.refuse = code;
    await connection.ensureConnected().catch(() => undefined);
    expect(connection.state.current.status).toBe(expected);
  });

  it('says nothing of calls that their caller ended', async () => {
    const { service, open } = openBrowser();
    const { connection } = open();
    await connection.ensureConnected();
    service.network = 'silent';
    const controller = new AbortController();
    const call = outcomeOf(connection.workflowService.getSystemInfo({}, { signal: controller.signal }));
    await pass(10);
    controller.abort();
    await pass(0);
    expect(call.settled).toBe(1);
    expect(connection.state.current.status).toBe('ready');
  });
});
