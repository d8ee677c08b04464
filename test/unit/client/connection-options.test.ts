import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Client, Connection, type ConnectionOptions, ValueError } from '../../../src/client/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, systemInfo } from '../../fixtures/scripted-connection.js';

const refuse = (options: object): string => {
  try {
    Connection.lazy(options);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return expect.fail('the options were accepted');
};

describe('options that a page cannot honour', () => {
  it.each([
    ['tls', true, 'https'],
    ['tls', { clientCertPair: {} }, 'https'],
    ['callCredentials', [], 'apiKey'],
    ['channelArgs', {}, 'Envoy'],
    ['proxy', 'http://proxy', 'browser'],
    ['credentials', { _: 'grpc-js' }, 'apiKey'],
  ])('are refused with what to do instead: %s', (option, value, instead) => {
    const message = refuse({ [option]: value });
    expect(message).toContain(`\`${option}\``);
    expect(message).toContain(instead);
  });

  it('are not refused when undefined', () => {
    expect(Connection.lazy({ tls: undefined } as ConnectionOptions).closed).toBe(false);
  });
});

describe('address', () => {
  it.each([
    [undefined, 'http://127.0.0.1:8080'],
    ['https://example.com', 'https://example.com'],
    ['https://example.com/', 'https://example.com'],
    ['https://example.com/a/b//', 'https://example.com/a/b'],
    ['HTTPS://Example.COM:443/A', 'https://example.com/A'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (address, expected) => {
    expect(Connection.lazy({ address }).address).toBe(expected);
  });

  it.each([
    ['localhost:7233', 'host:port of the Temporal server'],
    ['temporal.example.com:7233', 'host:port of the Temporal server'],
    ['example.com', 'http://127.0.0.1:8080'],
    ['', 'http://127.0.0.1:8080'],
    ['ftp://example.com', 'http://127.0.0.1:8080'],
    ['javascript:alert(1)', 'http://127.0.0.1:8080'],
    ['http://', 'Invalid address'],
    ['http://exa mple', 'Invalid address'],
    ['https://user:secret@example.com', 'user name or password'],
    ['https://example.com?a=b', 'query'],
    ['https://example.com#a', 'fragment'],
  ])('%s is refused', (address, reason) => {
    expect(refuse({ address })).toContain(reason);
  });

  it.each([
    'https://user:secret@example.com',
    'https://user:secret@exa mple',
    'user:secret@example.com',
    '//user:secret@example.com',
    'https://example.com/?key=secret',
    'https://example.com#secret',
    'example.com?key=secret',
  ])('%s is not repeated with the secret in it', (address) => {
    expect(refuse({ address })).not.toContain('secret');
  });
});

describe('apiKey', () => {
  it.each(['http://example.com', 'http://10.0.0.1:8080', 'http://localhost.example.com'])(
    'is not sent in the clear to %s',
    (address) => {
      expect(refuse({ address, apiKey: 'secret-key' })).toContain('https');
      expect(refuse({ address, apiKey: () => 'secret-key' })).not.toContain('secret-key');
      const connection = Connection.lazy({ address });
      expect(() => connection.setApiKey('secret-key')).toThrow(TypeError);
      expect(() => connection.withApiKey('secret-key', () => Promise.resolve())).toThrow(TypeError);
    },
  );

  it.each([
    'https://example.com',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://127.8.9.1',
    'http://[::1]:1',
  ])('may be sent to %s', (address) => {
    expect(Connection.lazy({ address, apiKey: 'key' }).address).toBe(address);
  });

  it('that no header can carry is refused without a word of it', async () => {
    const [address, apiKey] = ['https://example.com', 'secret\nkey'];
    const call = Connection.lazy({ address, apiKey: () => apiKey }).workflowService.getClusterInfo({});
    const error = await call.catch((caught: unknown) => caught as Error);
    expect(inspect(error)).toContain('characters that a header cannot carry');
    expect(inspect(error)).not.toContain('secret');
  });

  it('may end in a line break, as files do', () => {
    expect(Connection.lazy({ address: 'https://example.com', apiKey: 'key\n' }).closed).toBe(false);
  });

  it('must not be empty', () => {
    expect(refuse({ apiKey: '' })).toContain('empty');
    expect(() => Connection.lazy().setApiKey('')).toThrow(TypeError);
  });

  it('does not go together with an authorization header', () => {
    expect(refuse({ apiKey: 'key', metadata: { Authorization: 'Basic x' } })).toContain('authorization');
  });

  it('is in no error', async () => {
    const { connection } = scriptedConnection([], { apiKey: 'secret-key', retry: false });
    const error = await connection.ensureConnected().catch((reason: unknown) => reason as Error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-key');
  });
});

describe('metadata', () => {
  it.each([
    ['host', 'x'],
    ['Cookie', 'x'],
    ['connection', 'x'],
    ['content-length', '1'],
    ['origin', 'x'],
    ['sec-fetch-mode', 'x'],
    ['proxy-authorization', 'x'],
    ['transfer-encoding', 'x'],
    ['te', 'x'],
    ['via', 'x'],
  ])('refuses %s, which browsers do not let a page set', (key, value) => {
    expect(refuse({ metadata: { [key]: value } })).toContain('browsers do not let a page set');
    expect(() => Connection.lazy().with({ metadata: { [key]: value } })).toThrow(TypeError);
  });

  it.each([
    [{ 'bad name': 'x' }, 'not a valid header name'],
    [{ '': 'x' }, 'not a valid header name'],
    [{ 'x-text': new Uint8Array() }, '-bin'],
    [{ 'x-bytes-bin': 'text' }, 'Uint8Array'],
    [{ 'x-wide': 'Ω' }, 'encode it'],
    [{ 'x-split': 'a\r\nx-evil: 1' }, 'encode it'],
  ])('refuses %o', (metadata, reason) => {
    expect(refuse({ metadata })).toContain(reason);
  });

  it('of a function is checked when it is used', async () => {
    const { connection, fetch } = scriptedConnection([], { metadata: () => ({ host: 'x' }), retry: false });
    const error = await rejectionOf(connection.ensureConnected(), Error);
    expect(error.message).toContain('browsers do not let a page set');
    expect(fetch.requests).toHaveLength(0);
  });

  it('of a call is checked too', async () => {
    const { client, fetch } = scriptedConnection([systemInfo()]);
    const call = client.workflow.count('', { metadata: { cookie: 'x' } });
    await rejectionOf(call, TypeError);
    expect(fetch.requests).toHaveLength(0);
  });
});

describe('connectTimeout', () => {
  it('must be a duration', () => {
    expect(() => Connection.lazy({ connectTimeout: 'soon' as '1s' })).toThrow(ValueError);
  });
});

describe('new Client()', () => {
  it('has the defaults of upstream, and a proxy on this machine', () => {
    const { options, connection } = new Client();
    expect(options.namespace).toBe('default');
    expect(options.workflow.queryRejectCondition).toBe('NONE');
    expect(connection.address).toBe('http://127.0.0.1:8080');
    expect(new Client().options.identity).not.toBe(options.identity);
  });

  it('keeps its options in a scoped view', () => {
    const client = new Client({ namespace: 'n', identity: 'me', workflow: { queryRejectCondition: 'NOT_OPEN' } });
    const view = client.with({ timeoutMs: 5 });
    expect(view.options).toMatchObject({
      namespace: 'n',
      identity: 'me',
      workflow: { queryRejectCondition: 'NOT_OPEN' },
    });
    expect(view.options.loadedDataConverter).toBe(client.options.loadedDataConverter);
    expect(view.connection.scope).toEqual({ timeoutMs: 5 });
  });
});
