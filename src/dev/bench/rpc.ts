/**
 * `npm run bench -- rpc`: what the client adds to a call.
 *
 * - describe in Chromium: the client against raw `fetch` of the same bytes, in turn
 * - execute: the client in Chromium through Envoy against `@temporalio/client` in Node without Envoy, in turn
 */
import { Client as NodeClient, Connection as NodeConnection } from '@temporalio/client';
import { fileURLToPath } from 'node:url';
import { startStack } from '../stack.js';
import { openBenchPage } from './bench-page.js';
import { percentile, round } from './percentile.js';
import type { RpcBench } from './rpc-page.js';

declare global {
  // What rpc-page.ts puts there.
  var bench: RpcBench;
}

const warmUp = 50;
const describes = 500;
const executes = 100;

/** Starts a stack, measures, prints a table and the JSON line. */
export async function rpcBench(): Promise<void> {
  const stack = await startStack({ ports: 'free', allowOrigins: ['http://127.0.0.1:*'], log: console.log });
  const { page, close } = await openBenchPage(
    fileURLToPath(new URL('./rpc-page.ts', import.meta.url)),
    stack.certificateSpki,
  );
  const connection = await NodeConnection.connect({ address: stack.temporalAddress });
  try {
    const { taskQueue, envoyUrl, envoyTlsUrl } = stack;
    const upstream = new NodeClient({ connection });
    await upstream.workflow.execute('greet', { args: ['bench'], taskQueue, workflowId: 'bench-describe' });
    const measure = (address: string, count: number) =>
      page.evaluate(([url, n]) => globalThis.bench.describe(url, 'bench-describe', n), [address, count] as const);
    const results: Record<string, number> = {};
    for (const [protocol, address] of [
      ['', envoyUrl],
      ['Http2', envoyTlsUrl],
    ] as const) {
      await measure(address, warmUp);
      const { client, raw } = await measure(address, describes);
      for (const share of [50, 95]) {
        const [ours, theirs] = [percentile(client, share / 100), percentile(raw, share / 100)];
        console.log(
          `describe p${share}${protocol ? ' HTTP/2' : ''}: client ${ours.toFixed(2)} ms, raw fetch ${theirs.toFixed(2)} ms`,
        );
        results[`call${protocol}RatioP${share}`] = round(ours / theirs);
      }
    }
    const times = { ours: [] as number[], upstream: [] as number[] };
    for (let i = -warmUp / 5; i < executes; i++) {
      const ours = await page.evaluate(([url, queue, id]) => globalThis.bench.execute(url, queue, id), [
        envoyUrl,
        taskQueue,
        `bench-ours-${i}`,
      ] as const);
      const started = performance.now();
      await upstream.workflow.execute('greet', { args: ['bench'], taskQueue, workflowId: `bench-upstream-${i}` });
      if (i < 0) continue;
      times.ours.push(ours);
      times.upstream.push(performance.now() - started);
    }
    for (const share of [50, 95]) {
      const [ours, theirs] = [percentile(times.ours, share / 100), percentile(times.upstream, share / 100)];
      console.log(
        `execute p${share}: client through Envoy ${ours.toFixed(1)} ms, @temporalio/client ${theirs.toFixed(1)} ms`,
      );
      results[`executeRatioP${share}`] = round(ours / theirs);
    }
    console.log(JSON.stringify({ bench: 'rpc', ...results, describes, executes }));
  } finally {
    await connection.close();
    await close();
    await stack.stop();
  }
}
