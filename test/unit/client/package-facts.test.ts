import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import * as client from '../../../src/client/index.js';
import { createInMemoryFetch } from '../../../src/testing/index.js';
import { uuid } from '../../../src/client/internal/uuid.js';

describe('version', () => {
  it('is that of package.json', () => {
    expect(client.version).toBe(manifest.version);
  });
});

describe('uuid', () => {
  it('is a version 4 UUID, with and without crypto.randomUUID', () => {
    const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(uuid()).toMatch(v4);
    const original = crypto.randomUUID.bind(crypto);
    try {
      Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true, writable: true });
      expect(uuid()).toMatch(v4);
      expect(uuid()).not.toBe(uuid());
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: original, configurable: true, writable: true });
    }
  });
});

describe('extractWorkflowType', () => {
  it('takes a name or a named function', () => {
    async function greet(): Promise<void> {}
    expect(client.extractWorkflowType('order')).toBe('order');
    expect(client.extractWorkflowType(greet)).toBe('greet');
  });

  it('refuses all else', () => {
    expect(() => client.extractWorkflowType(async () => {})).toThrow(/anonymous/);
    expect(() => client.extractWorkflowType({} as never)).toThrow(/'object'/);
  });
});

describe('createInMemoryFetch', () => {
  it('answers 404 for a path that is no RPC', async () => {
    const response = await createInMemoryFetch({})('http://in-memory.localhost/nothing');
    expect(response.status).toBe(404);
  });

  it('ends with an already aborted signal', async () => {
    const call = createInMemoryFetch({})('http://in-memory.localhost/x', { signal: AbortSignal.abort('no') });
    await expect(call).rejects.toBe('no');
  });
});
