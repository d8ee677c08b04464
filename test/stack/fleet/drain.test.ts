import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ConnectionOptions } from '../../../src/client/index.js';
import { http2Fetch } from '../../../src/dev/http2-fetch.js';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { Caller, type WaitAccount } from '../../chaos/caller.js';
import { Fleet } from '../../chaos/fleet.js';
import { stack } from '../raw-call.js';
import { EnvoyFleet } from './rolling-restart.js';

const { namespace, taskQueue, temporalAddress } = stack;
let connection: Connection;
let upstream: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress });
  upstream = new Client({ connection, namespace });
});
afterAll(async () => {
  await connection.close();
});

/** Requests that ended without an answer, or with one that is not of the server. */
class Broken {
  readonly requests: string[] = [];

  /** A `fetch` that takes note of them. */
  noting(inner: typeof fetch): typeof fetch {
    return async (input, init) => {
      try {
        const response = await inner(input, init);
        if (response.status !== 200) this.requests.push(`HTTP ${response.status}`);
        return response;
      } catch (error) {
        if (init?.signal?.aborted !== true) {
          this.requests.push(`${new URL(input as string).protocol} ${String((error as Error).cause)}`);
        }
        throw error;
      }
    };
  }
}

/** Pages, each with its own connections: half of them with HTTP/1.1, half with HTTP/2. */
function openPages(fleet: EnvoyFleet, count: number, broken: Broken, options: ConnectionOptions = {}): Caller[] {
  const pages = Array.from({ length: count }, (_, index) => {
    const isHttp2 = index % 2 === 1;
    const http2 = http2Fetch(fleet.tlsUrl, fleet.authority.certificate);
    onTestFinished(() => http2.close());
    // A long poll for each wait: slots are of all pages together.
    const polls = { slots: 1_000, visibility: false };
    const inner = isHttp2 ? http2.fetch : fetch;
    const all = { ...options, polls, fetch: broken.noting(inner) };
    return new Caller(isHttp2 ? fleet.tlsUrl : fleet.url, namespace, taskQueue, all);
  });
  onTestFinished(async () => {
    await Promise.all(pages.map((page) => page.close()));
  });
  return pages;
}

async function waitForAll(pages: readonly Caller[], runs: Fleet, envoys: EnvoyFleet): Promise<void> {
  const expectations = runs.members.map(({ workflowId, runId, expected }) => ({ workflowId, runId, expected }));
  for (const [index, page] of pages.entries()) page.wait(expectations.filter((_, at) => at % pages.length === index));
  const assertAll = async (): Promise<void> => {
    const requests = (await envoys.requests()).reduce((sum, each) => sum + each);
    if (requests !== expectations.length) throw new Error(`${requests} requests are in progress.`);
  };
  await waitUntil('each wait has a request in progress', assertAll, { timeoutMs: 60_000 });
}

function sumOf(pages: readonly Caller[]): Pick<WaitAccount, 'begun' | 'right' | 'wrong'> & { pending: number } {
  const accounts = pages.map((page) => page.waits());
  const sum = (of: (account: WaitAccount) => number): number =>
    accounts.reduce((total, account) => total + of(account), 0);
  return {
    begun: sum(({ begun }) => begun),
    right: sum(({ right }) => right),
    wrong: accounts.flatMap(({ wrong }) => wrong),
    pending: sum(({ pending }) => pending.length),
  };
}

async function untilSettled(pages: readonly Caller[]): Promise<void> {
  const assertSettled = async (): Promise<void> => {
    const { pending } = sumOf(pages);
    if (pending > 0) throw new Error(`${pending} waits have not settled.`);
  };
  await waitUntil('every wait has settled', assertSettled, { timeoutMs: 60_000 });
}

describe('a rolling restart of Envoy', () => {
  it(
    'loses none of 500 waits, and ends no request: the client has nothing to repeat',
    { timeout: 240_000 },
    async () => {
      const runs = await Fleet.start(upstream, taskQueue, 500);
      const envoys = await EnvoyFleet.start(2);
      onTestFinished(() => envoys.stop());
      const broken = new Broken();
      const pages = openPages(envoys, 50, broken);
      await waitForAll(pages, runs, envoys);

      // Kubernetes takes longer to notice, so there it is 15 s at least; the longest is the same.
      const restarted = envoys.restart({ DRAIN_LEAST_SECONDS: '1', DRAIN_MOST_SECONDS: '80' });
      // Some end meanwhile, whichever Envoy their page has by then.
      await runs.end(runs.part(0, 0.3));
      expect(await restarted).toEqual(['', '']);

      await runs.end(runs.part(0.3, 1));
      await untilSettled(pages);
      expect(sumOf(pages)).toEqual({ begun: 500, right: 500, wrong: [], pending: 0 });
      expect(broken.requests).toEqual([]);
    },
  );

  it('would lose them if it just ended, and nobody repeated: the test above means something', async () => {
    const runs = await Fleet.start(upstream, taskQueue, 10);
    onTestFinished(() => runs.end(runs.members));
    const envoys = await EnvoyFleet.start(1);
    onTestFinished(() => envoys.stop());
    const broken = new Broken();
    const pages = openPages(envoys, 2, broken, { retry: false });
    await waitForAll(pages, runs, envoys);
    await envoys.kill();
    await untilSettled(pages);
    const { right, wrong } = sumOf(pages);
    expect(right).toBe(0);
    for (const words of wrong) expect(words).toMatch(/TransportError|ServiceError|unreachable/);
    expect(broken.requests.length).toBeGreaterThanOrEqual(10);
  });
});
