import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { PartProcess } from '../../src/dev/process/part-process.js';
import type { Log } from '../../src/dev/progress.js';
import { assertServesGrpcWeb } from '../../src/dev/proxy/grpc-web-probe.js';
import { prepareServer } from '../../src/dev/server/prepare-server.js';
import { type Stack, startStack } from '../../src/dev/stack.js';
import { waitUntil } from '../../src/dev/wait-until.js';
import { waitForPollers } from '../../src/dev/worker/start-worker.js';

/** The parts that can be killed. */
export type PartName = 'Envoy' | 'Temporal server' | 'Sample worker';

/** A stack of its own, on a database that outlives the server, whose parts can be killed one by one. */
export class ChaosStack {
  readonly stack: Stack;
  /** Straight to the server: neither Envoy nor the client under test has a part in what it says. */
  readonly upstream: Client;
  readonly #folder: string;

  private constructor(stack: Stack, upstream: Client, folder: string) {
    this.stack = stack;
    this.upstream = upstream;
    this.#folder = folder;
  }

  static async start(log: Log): Promise<ChaosStack> {
    const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
    const database = join(folder, 'temporal.db');
    const stack = await startStack({ ports: 'free', allowOrigins: ['http://127.0.0.1:*'], database, log });
    const connection = Connection.lazy({
      address: stack.temporalAddress,
      // By default it would not look again for up to two minutes after a kill.
      channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
    });
    return new ChaosStack(stack, new Client({ connection, namespace: stack.namespace }), folder);
  }

  /** Kills a part with SIGKILL, and starts it again after `during`; resolves when it works again. */
  async outage(name: PartName, during: () => Promise<void>): Promise<void> {
    const part = this.stack.parts.find((one) => one.name === name)!;
    await part.kill();
    await during();
    await part.restart();
    await this.#works(name, part);
  }

  async stop(): Promise<void> {
    await this.upstream.connection.close();
    await this.stack.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #works(name: PartName, { crashed: signal }: PartProcess): Promise<void> {
    const { envoyUrl, temporalAddress: address, namespace } = this.stack;
    const limits = { timeoutMs: 60_000, signal };
    switch (name) {
      case 'Envoy':
        return waitUntil('a call through Envoy succeeds', () => assertServesGrpcWeb(envoyUrl), limits);
      case 'Temporal server':
        await prepareServer({ address, namespace, register: false, ...limits });
        return;
      case 'Sample worker':
        return waitForPollers(this.stack, signal);
    }
  }
}
