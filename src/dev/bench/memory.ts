/**
 * `npm run bench -- memory`: Workflow Executions a second, each started, run and closed with all of its history.
 *
 * - the in-memory server in Node, asked in gRPC-Web bytes, as a page asks it
 * - the same with all of the client in front
 * - a local Temporal server with the sample worker, through Envoy, with the same client
 */
import { create, toBinary } from '@bufbuild/protobuf';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { Client, Connection } from '../../client/index.js';
import { encodeMessageFrame } from '../../client/grpc-web/frame.js';
import { InMemoryServer } from '../../testing/index.js';
import { mapBounded } from '../map-bounded.js';
import { startStack } from '../stack.js';
import { percentile, round } from './percentile.js';

const rounds = 5;
const inMemory = 10_000;
const onServer = 300;
/** Calls at the same time. */
const width = 32;
const address = 'http://in-memory.localhost';
const { input } = WorkflowService.method.startWorkflowExecution;
const path = `${address}/${WorkflowService.typeName}/StartWorkflowExecution`;

/** Starts a stack, measures in turn, prints a line each and the JSON line. */
export async function memoryBench(): Promise<void> {
  const stack = await startStack({ ports: 'free', log: console.log });
  const connection = Connection.lazy({ address: stack.envoyUrl });
  try {
    const real = new Client({ connection });
    const execute = (count: number, run: string): Promise<unknown> =>
      mapBounded(ids(count, run), width, (workflowId) =>
        real.workflow.execute('greet', { taskQueue: stack.taskQueue, workflowId, args: ['Ada'] }),
      );
    const measures = {
      bytes: { count: inMemory, run: () => executeInBytes(inMemory) },
      client: { count: inMemory, run: () => executeWithClient(inMemory) },
      server: { count: onServer, run: (round: number) => execute(onServer, `bench-${round}`) },
    };
    const rates: Record<string, number[]> = { bytes: [], client: [], server: [] };
    for (let round = -1; round < rounds; round++) {
      for (const [name, { count, run }] of Object.entries(measures)) {
        const started = performance.now();
        await run(round);
        // The first round warms up.
        if (round >= 0) rates[name]?.push((count / (performance.now() - started)) * 1000);
      }
    }
    const median = (name: string): number => percentile(rates[name] ?? [], 0.5);
    const [bytes, client, server] = [median('bytes'), median('client'), median('server')];
    console.log(`in memory, in bytes:      ${bytes.toFixed(0)} executions a second`);
    console.log(`in memory, with client:   ${client.toFixed(0)}`);
    console.log(`local server, with client: ${server.toFixed(0)}`);
    console.log(
      JSON.stringify({
        bench: 'memory',
        bytesPerSecond: Math.round(bytes),
        clientPerSecond: Math.round(client),
        serverPerSecond: Math.round(server),
        clientRatio: round(client / server),
        rounds,
      }),
    );
  } finally {
    await connection.close();
    await stack.stop();
  }
}

const greeter = {
  taskQueue: 'bench',
  workflows: { greet: (_: unknown, name: string) => Promise.resolve(`Hello, ${name}!`) },
};

function ids(count: number, run: string): string[] {
  return Array.from({ length: count }, (_, index) => `${run}-${index}`);
}

/** As a page asks, without what the client does for its caller. */
async function executeInBytes(count: number): Promise<void> {
  const server = new InMemoryServer({ workers: [greeter] });
  const data = new TextEncoder().encode('"Ada"');
  const json = new TextEncoder().encode('json/plain');
  const bodies = ids(count, 'bytes').map((workflowId) =>
    encodeMessageFrame(
      toBinary(
        input,
        create(input, {
          namespace: 'default',
          workflowId,
          requestId: workflowId,
          workflowType: { name: 'greet' },
          taskQueue: { name: 'bench' },
          input: { payloads: [{ metadata: { encoding: json }, data }] },
        }),
      ),
    ),
  );
  const headers = { 'content-type': 'application/grpc-web+proto' };
  await mapBounded(bodies, width, async (body) => {
    const response = await server.fetch(path, { method: 'POST', headers, body });
    await response.arrayBuffer();
  });
  await server.settled();
  await allClosed(server, count);
}

async function executeWithClient(count: number): Promise<void> {
  const server = new InMemoryServer({ workers: [greeter] });
  const client = new Client({ connection: server.connection() });
  await mapBounded(ids(count, 'client'), width, (workflowId) =>
    client.workflow.start('greet', { taskQueue: 'bench', workflowId, args: ['Ada'] }),
  );
  await server.settled();
  await allClosed(server, count);
}

/** A rate of executions that did not end is none. */
async function allClosed(server: InMemoryServer, count: number): Promise<void> {
  const client = new Client({ connection: server.connection() });
  const closed = (await client.workflow.count('ExecutionStatus="Completed"')).count;
  if (closed !== count) throw new Error(`${closed} of ${count} executions are closed`);
  server.stop();
}
