/** The faults of the suite are done: what a caller sees of each, and whether the server behind was reached. */
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Fault, chooseFault, everyFault, faults } from './faults.js';
import { FaultyProxy } from './faulty-proxy.js';
import { seededRandom } from './seeded-random.js';
import { TcpGate } from './tcp-gate.js';

const answer = 'an answer of twenty-six bytes';
let reached = 0;
const server = createServer((_request, response) => {
  reached++;
  response.end(answer);
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  reached = 0;
});

/** What a caller sees: status and body, or in what it failed. */
async function call(to: string, init?: RequestInit): Promise<string> {
  try {
    const response = await fetch(to, { method: 'POST', ...init });
    const text = await response.text().catch(() => undefined);
    if (text === undefined) return `${response.status}, then broken`;
    return `${response.status} ${text === answer ? 'all' : answer.startsWith(text) ? 'part' : text}`;
  } catch (error) {
    return (error as Error).name;
  }
}

const seen: Record<Fault, readonly [what: RegExp, reached: number]> = {
  delay: [/^200 all$/, 1],
  'reset-before': [/^TypeError$/, 0],
  'reset-after': [/^TypeError$/, 1],
  cut: [/^200 part$/, 1],
  'cut-reset': [/^(200, then broken|TypeError)$/, 1],
  'black-hole-before': [/^AbortError$/, 0],
  'black-hole-after': [/^AbortError$/, 1],
  '502-after': [/^502 upstream/, 1],
  '503-before': [/^503 no healthy/, 0],
  html: [/^200 <p>/, 0],
  empty: [/^200 part$/, 0],
};

describe('a faulty proxy', () => {
  it.each(faults)('does what it says: %s', async (fault) => {
    const proxy = await FaultyProxy.start(url, 1);
    onTestFinished(() => proxy.stop());
    proxy.plan = { rate: 1, weights: { [fault]: 1 } };
    const [what, times] = seen[fault];
    const patience = new AbortController();
    const got = call(proxy.url, { signal: patience.signal });
    if (fault.startsWith('black-hole')) {
      await expect.poll(() => [proxy.injected, reached]).toEqual([1, times]);
      setTimeout(() => patience.abort(), 3_000);
    }
    expect(await got).toMatch(what);
    expect(reached).toBe(times);
    expect(Object.fromEntries(proxy.counts)).toEqual({ [fault]: 1 });
  });

  it('lets preflights pass, and everything when nothing is planned', async () => {
    const proxy = await FaultyProxy.start(url, 1);
    onTestFinished(() => proxy.stop());
    expect(await call(proxy.url)).toBe('200 all');
    proxy.plan = { rate: 1, weights: { 'reset-before': 1 } };
    expect(await call(proxy.url, { method: 'OPTIONS' })).toBe('200 all');
    expect(proxy.injected).toBe(0);
  });

  it('chooses the same faults for the same seed, as often as planned', () => {
    const choose = (seed: number): (Fault | undefined)[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5_000 }, () => chooseFault(everyFault(0.3), random));
    };
    expect(choose(1)).toEqual(choose(1));
    expect(choose(1)).not.toEqual(choose(2));
    const chosen = choose(3).filter((fault) => fault !== undefined);
    expect(new Set(chosen).size).toBe(faults.length);
    expect(chosen.length / 5_000).toBeCloseTo(0.3, 1);
  });
});

/** A connection by hand, since a client would replace one that it takes for dead. */
class Line {
  received = '';
  isClosed = false;
  readonly #socket: Socket;

  constructor(to: string) {
    this.#socket = connect(Number(new URL(to).port), '127.0.0.1');
    this.#socket.on('data', (chunk: Buffer) => void (this.received += chunk.toString()));
    this.#socket.on('close', () => void (this.isClosed = true));
    onTestFinished(() => void this.#socket.destroy());
  }

  ask(): void {
    this.received = '';
    this.#socket.write('GET / HTTP/1.1\r\nhost: gate\r\n\r\n');
  }
}

describe('a gate', () => {
  it('turns connections silent for good, and lets new ones through', async () => {
    const gate = await TcpGate.start(url);
    onTestFinished(() => gate.stop());
    const to = gate.through(url);
    const [early, idle] = [new Line(to), new Line(to)];
    early.ask();
    await expect.poll(() => early.received).toContain(answer);
    await expect.poll(() => gate.connections).toBe(2);
    gate.blackHole();
    const silent = [early, idle];
    for (const line of silent) line.ask();
    gate.open();
    const fresh = new Line(to);
    fresh.ask();
    await expect.poll(() => fresh.received).toContain(answer);
    expect(silent.map(({ received, isClosed }) => [received, isClosed])).toEqual(silent.map(() => ['', false]));
    expect(reached).toBe(2);
  });
});
