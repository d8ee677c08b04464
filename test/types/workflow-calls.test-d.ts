import { describe, expectTypeOf, it } from 'vitest';
import type { Client, WorkflowHandle } from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';

declare const client: Client;
declare function noParameters(): Promise<'fixed'>;
type Optional = (name?: string, count?: number) => Promise<void>;
declare function several(name: string, count: number, more?: boolean): Promise<{ total: number }>;
declare function variadic(first: string, ...rest: number[]): Promise<number[]>;
type NotAsync = (name: string) => string;

const options = { taskQueue: 'q', workflowId: 'w' };

describe('start and execute of a Workflow with parameters', () => {
  it('take its arguments, also as readonly tuples', () => {
    void client.workflow.start<typeof several>('several', { ...options, args: ['a', 1] });
    void client.workflow.start<typeof several>('several', { ...options, args: ['a', 1, true] });
    void client.workflow.start<typeof several>('several', { ...options, args: ['a', 1] as const });
    void client.workflow.start(several, { ...options, args: ['a', 1] });
    void client.workflow.start<typeof variadic>('variadic', { ...options, args: ['a', 1, 2, 3] });
  });

  it('refuse wrong ones', () => {
    // @ts-expect-error -- args are required
    void client.workflow.start<typeof several>('several', options);
    // @ts-expect-error -- too few
    void client.workflow.start<typeof several>('several', { ...options, args: ['a'] });
    // @ts-expect-error -- too many
    void client.workflow.start<typeof several>('several', { ...options, args: ['a', 1, true, 4] });
    // @ts-expect-error -- wrong order
    void client.workflow.start<typeof several>('several', { ...options, args: [1, 'a'] });
    // @ts-expect-error -- wrong rest
    void client.workflow.execute<typeof variadic>('variadic', { ...options, args: ['a', 'b'] });
    // @ts-expect-error -- also with the function itself
    void client.workflow.execute(several, { ...options, args: ['a', 'b'] });
    // @ts-expect-error -- a function that gives no promise is no Workflow
    void client.workflow.start<NotAsync>('notAsync', { ...options, args: ['a'] });
  });

  it('give the type of its result', () => {
    expectTypeOf(client.workflow.execute<typeof several>('several', { ...options, args: ['a', 1] })).toEqualTypeOf<
      Promise<{ total: number }>
    >();
    expectTypeOf(client.workflow.execute(variadic, { ...options, args: ['a'] })).toEqualTypeOf<Promise<number[]>>();
    expectTypeOf(client.workflow.execute(noParameters, options)).toEqualTypeOf<Promise<'fixed'>>();
    expectTypeOf<WorkflowHandle<typeof several>['result']>().returns.toEqualTypeOf<Promise<{ total: number }>>();
    expectTypeOf(client.workflow.getHandle<typeof samples.chain>('w').result()).toEqualTypeOf<Promise<number>>();
    expectTypeOf(client.workflow.result<typeof samples.greet>('w')).toEqualTypeOf<Promise<string>>();
  });
});

describe('start and execute of a Workflow without required parameters', () => {
  it('need no arguments', () => {
    void client.workflow.start<typeof noParameters>('noParameters', options);
    void client.workflow.start<typeof noParameters>('noParameters', { ...options, args: [] });
    void client.workflow.start<Optional>('optional', options);
    void client.workflow.start<Optional>('optional', { ...options, args: ['a', 1] });
  });

  it('refuse wrong ones', () => {
    // @ts-expect-error -- it takes none
    void client.workflow.start<typeof noParameters>('noParameters', { ...options, args: ['a'] });
    // @ts-expect-error -- wrong type
    void client.workflow.start<Optional>('optional', { ...options, args: [1] });
  });
});

describe('a Workflow known by name only', () => {
  it('takes any arguments and gives any result', () => {
    void client.workflow.start('somewhere-else', { ...options, args: [1, 'a', {}] });
    void client.workflow.start('somewhere-else', options);
    expectTypeOf(client.workflow.execute('somewhere-else', options)).resolves.toBeAny();
  });

  it('still needs its options', () => {
    // @ts-expect-error -- no task queue
    void client.workflow.start('somewhere-else', { workflowId: 'w' });
    // @ts-expect-error -- no Workflow Id
    void client.workflow.start('somewhere-else', { taskQueue: 'q' });
    // @ts-expect-error -- no such option
    void client.workflow.start('somewhere-else', { ...options, taskqueue: 'q' });
    // @ts-expect-error -- needs a worker in the same process
    void client.workflow.start('somewhere-else', { ...options, requestEagerStart: true });
  });
});

describe('start options', () => {
  it('refuse values that cannot be', () => {
    // @ts-expect-error -- no duration
    void client.workflow.start('w', { ...options, workflowRunTimeout: 'soon' });
    // @ts-expect-error -- a duration is no object
    void client.workflow.start('w', { ...options, startDelay: { seconds: 1 } });
    // @ts-expect-error -- no such policy
    void client.workflow.start('w', { ...options, workflowIdReusePolicy: 'SOMETIMES' });
    // @ts-expect-error -- no such policy
    void client.workflow.start('w', { ...options, workflowIdConflictPolicy: 'ASK' });
    // @ts-expect-error -- no such override
    void client.workflow.start('w', { ...options, versioningOverride: 'PINNED' });
    // @ts-expect-error -- untyped search attributes are arrays
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- still checked
    void client.workflow.start('w', { ...options, searchAttributes: { a: 'b' } });
    // @ts-expect-error -- an interval is a duration
    void client.workflow.start('w', { ...options, retry: { initialInterval: 'later' } });
  });

  it('take every spelling of a duration', () => {
    for (const duration of [100, '100', '10s', '1.5 hours', '2 Days', '5MS'] as const) {
      void client.workflow.start('w', { ...options, workflowRunTimeout: duration });
    }
  });
});
