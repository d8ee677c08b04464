import * as nexusRpc from 'nexus-rpc';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Client,
  NexusOperationDefinition,
  NexusOperationHandle,
  NexusOperationInput,
  NexusOperationOutput,
  StartedNexusOperationHandle,
} from '../../src/client/index.js';

declare const client: Client;

const service = nexusRpc.service('shop', {
  open: nexusRpc.operation<{ by: string }, number>(),
  close: nexusRpc.operation<undefined, 'closed' | undefined>({ name: 'close-it' }),
  log: nexusRpc.operation<string | number, unknown>(),
});
const shop = client.nexus.createServiceClient({ endpoint: 'e', service });
const options = { id: 'o' };

describe('definitions of nexus-rpc', () => {
  it('keep the types of input and output, by key and by definition', () => {
    expectTypeOf(shop.executeOperation('open', { by: 'ada' }, options)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(shop.executeOperation(service.operations.open, { by: 'ada' }, options)).toEqualTypeOf<
      Promise<number>
    >();
    expectTypeOf(shop.startOperation('close', undefined, options)).toEqualTypeOf<
      Promise<StartedNexusOperationHandle<'closed' | undefined>>
    >();
    expectTypeOf(shop.startOperation('log', 1, options)).toEqualTypeOf<Promise<StartedNexusOperationHandle>>();
    expectTypeOf<NexusOperationInput<typeof service.operations.open>>().toEqualTypeOf<{ by: string }>();
    expectTypeOf<NexusOperationOutput<typeof service.operations.open>>().toEqualTypeOf<number>();
    expectTypeOf(shop.service).toEqualTypeOf(service);
  });

  it('refuse all else', () => {
    // @ts-expect-error -- no such Operation
    void shop.startOperation('burn', 1, options);
    // @ts-expect-error -- the name on the wire is not the key
    void shop.startOperation('close-it', undefined, options);
    // @ts-expect-error -- wrong input
    void shop.startOperation('open', { by: 1 }, options);
    // @ts-expect-error -- wrong input
    void shop.executeOperation(service.operations.log, true, options);
    // @ts-expect-error -- the id is required
    void shop.executeOperation('log', 1, {});
    // @ts-expect-error -- no such policy
    void shop.executeOperation('log', 1, { ...options, idConflictPolicy: 'TERMINATE_EXISTING' });
  });
});

describe('definitions without nexus-rpc', () => {
  it('keep their types too', () => {
    const own = { name: 'shop', operations: { open: { name: 'open' } as NexusOperationDefinition<string, boolean> } };
    const client1 = client.nexus.createServiceClient({ endpoint: 'e', service: own });
    expectTypeOf(client1.executeOperation('open', 'x', options)).toEqualTypeOf<Promise<boolean>>();
    // @ts-expect-error -- wrong input
    void client1.executeOperation('open', 1, options);
  });
});

describe('getHandle', () => {
  it('takes the type of the result or of a definition', () => {
    expectTypeOf(client.nexus.getHandle('o')).toEqualTypeOf<NexusOperationHandle>();
    expectTypeOf(client.nexus.getHandle<string>('o')).toEqualTypeOf<NexusOperationHandle<string>>();
    expectTypeOf(client.nexus.getHandle<typeof service.operations.open>('o')).toEqualTypeOf<
      NexusOperationHandle<number>
    >();
  });
});
