import { describe, expectTypeOf, it } from 'vitest';
import { type Client, typedClient, type WorkflowHandle, type WorkflowMap } from '../../src/client/index.js';
import type * as demo from '../../src/demo/workflows/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';
import type { InMemoryServer, InMemoryWorkflows, WorkflowContext } from '../../src/testing/index.js';

declare const server: InMemoryServer;
declare const client: Client;

interface Orders {
  order(id: string, options?: { express: boolean }): Promise<{ total: number }>;
  report(): Promise<void>;
  readonly version: string;
}
const order: InMemoryWorkflows<Orders>['order'] = (_context, id) => Promise.resolve({ total: id.length });
const report = (context: WorkflowContext): Promise<void> => context.sleep('1 day');

describe('InMemoryWorkflows', () => {
  it('has the Workflows of a module, and nothing else of it', () => {
    expectTypeOf<keyof InMemoryWorkflows<typeof samples>>().toEqualTypeOf<keyof WorkflowMap<typeof samples>>();
    expectTypeOf<keyof InMemoryWorkflows<Orders>>().toEqualTypeOf<'order' | 'report'>();
  });

  it('has the arguments after the context, and the results, that a typed start has', () => {
    const { workflow } = typedClient<typeof samples>(client);
    type Greet = InMemoryWorkflows<typeof samples>['greet'];
    const handle = workflow.start('greet', { taskQueue: 'q', workflowId: 'w', args: ['Ada'] });
    expectTypeOf<Parameters<Greet>>().toEqualTypeOf<[WorkflowContext, ...Parameters<typeof samples.greet>]>();
    expectTypeOf(handle).resolves.toExtend<WorkflowHandle<(...args: any[]) => ReturnType<Greet>>>();
    expectTypeOf<Awaited<ReturnType<Awaited<typeof handle>['result']>>>().toEqualTypeOf<Awaited<ReturnType<Greet>>>();
  });

  it('fits the stand-ins for the sample Workflows, by name, argument and result', () => {
    // Nexus Operations there are none in memory.
    expectTypeOf<typeof demo>().toExtend<Omit<InMemoryWorkflows<typeof samples>, 'bookRoom'>>();
  });

  it('knows the types of context and arguments where a function is written', () => {
    const workflows: InMemoryWorkflows<Orders> = {
      order: (context, id, options) => {
        expectTypeOf(context).toEqualTypeOf<WorkflowContext>();
        expectTypeOf(id).toEqualTypeOf<string>();
        expectTypeOf(options).toEqualTypeOf<{ express: boolean } | undefined>();
        return Promise.resolve({ total: 1 });
      },
      report,
    };
    server.addWorker({ taskQueue: 'q', workflows: { ...workflows } });
  });

  it('refuses what has not the shape of the real ones', () => {
    // @ts-expect-error -- report is missing
    const incomplete: InMemoryWorkflows<Orders> = { order };
    // @ts-expect-error -- there is no such Workflow
    const more: InMemoryWorkflows<Orders> = { order, report, other: report };
    // @ts-expect-error -- the id is a text
    const argument: InMemoryWorkflows<Orders> = { report, order: (_context, id: number) => order(_context, `${id}`) };
    // @ts-expect-error -- the total is a number
    const result: InMemoryWorkflows<Orders> = { report, order: () => Promise.resolve({ total: '1' }) };
    // @ts-expect-error -- a Workflow function returns a promise
    const synchronous: InMemoryWorkflows<Orders> = { report, order: () => ({ total: 1 }) };
    const noContext: InMemoryWorkflows<Orders> = {
      report,
      // @ts-expect-error -- the context comes first
      order: (id: string) => Promise.resolve({ total: id.length }),
    };
    expectTypeOf([incomplete, more, argument, result, synchronous, noContext]).toBeArray();
  });
});

describe('addWorker', () => {
  it('takes Workflow functions, typed ones among them', () => {
    const workflows = { order, report } satisfies InMemoryWorkflows<Orders>;
    server.addWorker({ taskQueue: 'q', workflows });
    server.addWorker({ taskQueue: 'q', workflows: {} as typeof demo });
  });

  it('refuses what is none', () => {
    // @ts-expect-error -- a Workflow function returns a promise
    server.addWorker({ taskQueue: 'q', workflows: { order: () => 1 } });
    // @ts-expect-error -- the context comes first
    server.addWorker({ taskQueue: 'q', workflows: { order: (id: string) => Promise.resolve(id) } });
    // @ts-expect-error -- not a function
    server.addWorker({ taskQueue: 'q', workflows: { order: 'order' } });
    // @ts-expect-error -- a worker has a Task Queue
    server.addWorker({ workflows: { order } });
  });
});
