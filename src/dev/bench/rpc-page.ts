/** Runs in Chromium for `npm run bench -- rpc`. */
import { Client, Connection } from '../../client/index.js';

/** The bytes of one describe request, as the client sent them. */
interface RecordedRequest {
  url: string;
  headers: HeadersInit;
  body: BodyInit;
}

async function prepare(address: string, workflowId: string): Promise<{ client: Client; recorded: RecordedRequest }> {
  let recorded: RecordedRequest | undefined;
  const recording = Connection.lazy({
    address,
    fetch: (input, init) => {
      recorded = { url: input as string, headers: init!.headers!, body: init!.body! };
      return fetch(input, init);
    },
  });
  await new Client({ connection: recording }).workflow.getHandle(workflowId).describe();
  return { client: new Client({ connection: Connection.lazy({ address }) }), recorded: recorded! };
}

const bench = {
  /** Milliseconds of one describe by the client and by raw fetch of the same bytes, in turn, `count` times. */
  async describe(address: string, workflowId: string, count: number): Promise<{ client: number[]; raw: number[] }> {
    const { client, recorded } = await prepare(address, workflowId);
    const handle = client.workflow.getHandle(workflowId);
    const times = { client: [] as number[], raw: [] as number[] };
    const timed = async (into: number[], call: () => Promise<unknown>): Promise<void> => {
      const started = performance.now();
      await call();
      into.push(performance.now() - started);
    };
    const raw = async (): Promise<void> => {
      const { url, headers, body } = recorded;
      await (await fetch(url, { method: 'POST', headers, body })).arrayBuffer();
    };
    for (let i = 0; i < count; i++) {
      // Whoever comes second finds warmer caches, so the order changes each time.
      const calls = [() => timed(times.client, () => handle.describe()), () => timed(times.raw, raw)];
      for (const call of i % 2 === 0 ? calls : calls.reverse()) await call();
    }
    return times;
  },

  /** Milliseconds of one start-and-wait. */
  async execute(address: string, taskQueue: string, workflowId: string): Promise<number> {
    const client = new Client({ connection: Connection.lazy({ address }) });
    const started = performance.now();
    await client.workflow.execute('greet', { args: ['bench'], taskQueue, workflowId });
    return performance.now() - started;
  },
};

export type RpcBench = typeof bench;
(globalThis as { bench?: RpcBench }).bench = bench;
