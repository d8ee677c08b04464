import { describe, expectTypeOf, it } from 'vitest';
import type {
  ActivityArgs,
  ActivityHandle,
  ActivityName,
  ActivityResult,
  Client,
  StartedActivityHandle,
} from '../../src/client/index.js';

declare const client: Client;

interface Activities {
  charge(customer: string, cents: number): Promise<{ id: string }>;
  ping(): Promise<void>;
  notAsync(name: string): string;
  version: string;
}
const options = { id: 'a', taskQueue: 'q', startToCloseTimeout: '1s' } as const;
const typed = client.activity.typed<Activities>();

describe('typed activities', () => {
  it('take the names, arguments and results of the interface', () => {
    expectTypeOf(typed.execute('charge', { ...options, args: ['ada', 1] })).toEqualTypeOf<Promise<{ id: string }>>();
    expectTypeOf(typed.start('charge', { ...options, args: ['ada', 1] as const })).toEqualTypeOf<
      Promise<StartedActivityHandle<{ id: string }>>
    >();
    expectTypeOf(typed.execute('ping', options)).toEqualTypeOf<Promise<void>>();
    expectTypeOf<ActivityName<Activities>>().toEqualTypeOf<'charge' | 'ping'>();
    expectTypeOf<ActivityArgs<Activities, 'charge'>>().toEqualTypeOf<[customer: string, cents: number]>();
    expectTypeOf<ActivityResult<Activities, 'ping'>>().toBeVoid();
  });

  it('refuse all else', () => {
    // @ts-expect-error -- no such Activity
    void typed.start('refund', options);
    // @ts-expect-error -- a function without a promise is no Activity
    void typed.start('notAsync', { ...options, args: ['a'] });
    // @ts-expect-error -- no function at all
    void typed.start('version', options);
    // @ts-expect-error -- args are required
    void typed.start('charge', options);
    // @ts-expect-error -- too few
    void typed.start('charge', { ...options, args: ['ada'] });
    // @ts-expect-error -- wrong order
    void typed.execute('charge', { ...options, args: [1, 'ada'] });
    // @ts-expect-error -- ping takes none
    void typed.execute('ping', { ...options, args: ['x'] });
  });
});

describe('untyped activities', () => {
  it('give the result that the caller names', () => {
    expectTypeOf(client.activity.execute<number>('x', options)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(client.activity.getHandle<number>('a')).toEqualTypeOf<ActivityHandle<number>>();
  });

  it('refuse options that cannot be', () => {
    // @ts-expect-error -- id is required
    void client.activity.start('x', { taskQueue: 'q' });
    // @ts-expect-error -- no such policy
    void client.activity.start('x', { ...options, idReusePolicy: 'TERMINATE_EXISTING' });
    // @ts-expect-error -- a Task Queue cannot be cleared
    void client.activity.getHandle('a').updateOptions({ taskQueue: null });
    void client.activity.getHandle('a').updateOptions({ heartbeatTimeout: null });
  });
});

describe('asynchronous completion', () => {
  it('takes a context by token only', () => {
    const serializationContext = { type: 'activity', namespace: 'n', isLocal: false } as const;
    void client.activity.complete(new Uint8Array(), 1, { serializationContext, timeoutMs: 5 });
    // @ts-expect-error -- the ids say it
    void client.activity.complete({ activityId: 'a' }, 1, { serializationContext });
    // @ts-expect-error -- the Activity Id is required
    void client.activity.heartbeat({ workflowId: 'w' });
    // @ts-expect-error -- base64 is no token
    void client.activity.heartbeat('dG9rZW4=');
  });
});
