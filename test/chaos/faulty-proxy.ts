import { Agent, createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseFault, type Fault, type FaultPlan, noFaults } from './faults.js';
import { seededRandom } from './seeded-random.js';

/** An answer of Envoy, complete. */
interface Answer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: string[];
  readonly body: Buffer;
}

/**
 * An HTTP/1.1 proxy between pages and Envoy that hurts requests on purpose: see {@link Fault}. Preflights pass unhurt,
 * since browsers keep their answers for hours. What happens follows from the seed and the order of the requests.
 */
export class FaultyProxy {
  /** What requests meet from now on; those under way keep what they have met. */
  plan: FaultPlan = noFaults;
  /** How often each fault was done. */
  readonly counts = new Map<Fault, number>();
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #target: URL;
  readonly #random: () => number;

  private constructor(target: string, seed: number) {
    this.#target = new URL(target);
    this.#random = seededRandom(seed);
    this.#server = createServer((request, response) => {
      // Whoever asked may be gone before the answer comes.
      response.on('error', () => undefined);
      void this.#serve(request, response).catch(() => request.socket.destroy());
    });
  }

  /** @param target URL of Envoy */
  static async start(target: string, seed: number): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target, seed);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many requests met a fault. */
  get injected(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const fault = request.method === 'POST' ? chooseFault(this.plan, this.#random) : undefined;
    if (fault) this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    const size = this.#random();
    if (fault === undefined || fault === 'delay') {
      if (fault) await delay(200 + size * 1300);
      const answer = await this.#forward(request, response, body);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } else if (fault in instead) instead[fault as keyof typeof instead](request, response);
    else {
      // A cut is to be in a frame, not in compressed bytes.
      if (fault.startsWith('cut')) request.headers['accept-encoding'] = 'identity';
      const answer = await this.#forward(request, response, body);
      afterwards[fault as keyof typeof afterwards](request, response, answer, size);
    }
  }

  #forward(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...request.headers, host: this.#target.host };
      const { hostname, port } = this.#target;
      const forwarded = httpRequest(
        { agent: this.#agent, hostname, port, method: request.method, path: request.url, headers },
        (incoming) => {
          readAll(incoming).then(
            (content) =>
              resolve({ status: incoming.statusCode!, headers: withoutFraming(incoming.rawHeaders), body: content }),
            reject,
          );
        },
      );
      forwarded.on('error', reject).end(body);
      // An abort of the page travels on, as through any proxy.
      response.once('close', () => forwarded.destroy());
    });
  }
}

/** Faults in place of forwarding. */
const instead = {
  'reset-before': (request: IncomingMessage) => void request.socket.resetAndDestroy(),
  'black-hole-before': () => undefined,
  '503-before': (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(503).end('no healthy upstream'),
  html: (request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, { ...readable(request), 'content-type': 'text/html' }).end('<p>Please log in.</p>'),
  empty: (request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, { ...readable(request), 'content-type': 'application/grpc-web+proto' }).end(),
};

/** Faults in place of an answer that has come: the call was executed. */
const afterwards = {
  'reset-after': (request: IncomingMessage) => void request.socket.resetAndDestroy(),
  'black-hole-after': () => undefined,
  '502-after': (request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(502, readable(request)).end('upstream connect error'),
  cut: (_request: IncomingMessage, response: ServerResponse, answer: Answer, size: number) =>
    void response.writeHead(answer.status, answer.headers).end(partOf(answer, size)),
  'cut-reset': ({ socket }: IncomingMessage, response: ServerResponse, answer: Answer, size: number) => {
    const part = partOf(answer, size);
    response.writeHead(answer.status, answer.headers);
    if (part.length === 0) socket.resetAndDestroy();
    else response.write(part, () => socket.resetAndDestroy());
  },
};

/** At least one byte short, unless there is none. */
function partOf({ body }: Answer, size: number): Buffer {
  return body.subarray(0, Math.floor(size * body.length));
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What Envoy's CORS filter adds, so that the page can read an answer that Envoy has not seen. */
function readable(request: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-expose-headers': 'grpc-status, grpc-message, grpc-status-details-bin',
  };
}

/** Headers without those that say how the body is divided: this proxy sends it in its own way. */
function withoutFraming(rawHeaders: string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!/^(transfer-encoding|content-length|connection|keep-alive)$/i.test(rawHeaders[i]!)) {
      kept.push(rawHeaders[i]!, rawHeaders[i + 1]!);
    }
  }
  return kept;
}
