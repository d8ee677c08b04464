import { describe, expect, it } from 'vitest';
import { Client, type ClientPlugin, Connection, type ConnectionPlugin } from '../../../src/client/index.js';

const appending = (name: string): ClientPlugin => ({
  name,
  configureClient: (options) => ({ ...options, identity: `${options.identity ?? ''}/${name}` }),
});

describe('plugins', () => {
  it('change the options of a Client in order, those of the Connection last', () => {
    const connection = Connection.lazy({ plugins: [appending('connection')] });
    const client = new Client({ connection, identity: 'me', plugins: [appending('a'), appending('b')] });
    expect(client.options.identity).toBe('me/a/b/connection');
    expect(client.options.plugins.map(({ name }) => name)).toEqual(['a', 'b', 'connection']);
  });

  it('change the options of a Connection', () => {
    const plugin: ConnectionPlugin = {
      name: 'elsewhere',
      configureConnection: (options) => ({ ...options, address: 'https://elsewhere.example' }),
    };
    const connection = Connection.lazy({ address: 'https://here.example', plugins: [plugin] });
    expect(connection.address).toBe('https://elsewhere.example');
    expect(connection.plugins.map(({ name }) => name)).toEqual(['elsewhere']);
  });

  it('are not applied twice to a scoped Client, nor to views of a Connection', () => {
    const connection = Connection.lazy({ plugins: [appending('connection')] });
    const client = new Client({ connection, identity: 'me', plugins: [appending('a')] });
    const scoped = client.with({ timeoutMs: 5 }).with({ metadata: { a: 'b' } });
    expect(scoped.options.identity).toBe('me/a/connection');
    expect(scoped.options.plugins.map(({ name }) => name)).toEqual(['a', 'connection']);
  });

  it('without functions change nothing', () => {
    const client = new Client({ connection: Connection.lazy(), identity: 'me', plugins: [{ name: 'nothing' }] });
    expect(client.options.identity).toBe('me');
  });
});
