import { describe, expect, it, onTestFinished } from 'vitest';
import {
  NamespaceAlreadyExistsError,
  NamespaceNotFoundError,
  type RegisterNamespaceOptions,
  ServiceError,
  status,
  ValueError,
} from '../../src/client/index.js';
import { collect } from '../fixtures/collect.js';
import { client, namespace, openClient } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { namespaces } = client;
const day = 86_400_000;
const odd = `"quoted" 'single' <b>&amp;</b> 😀`;

/** A Namespace that is gone after the test. */
async function registered(options: Partial<RegisterNamespaceOptions> = {}): Promise<string> {
  const name = uniqueId('namespace');
  await namespaces.register(name, { workflowExecutionRetention: '1 day', ...options });
  onTestFinished(async () => {
    await namespaces.delete(name).catch((error: unknown) => {
      if (!(error instanceof NamespaceNotFoundError)) throw error;
    });
  });
  return name;
}

describe('describe', () => {
  it('tells of the own Namespace when none is named', async () => {
    const described = await namespaces.describe();
    expect(described).toMatchObject({
      name: namespace,
      state: 'REGISTERED',
      isGlobalNamespace: false,
      failoverVersion: 0,
      failoverHistory: [],
      replication: { activeClusterName: 'active', clusters: ['active'], state: 'NORMAL' },
      raw: { $typeName: 'temporal.api.workflowservice.v1.DescribeNamespaceResponse' },
    });
    expect(described.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(described.limits.blobSizeLimitError).toBe(2 * 1024 * 1024);
    expect(described.config.workflowExecutionRetention).toBeGreaterThanOrEqual(day);
    expect(Object.values(described.config.customSearchAttributeAliases)).toContain('CustomerId');
  });

  it('tells every capability as true or false', async () => {
    const { capabilities } = await namespaces.describe();
    expect(capabilities).toMatchObject({ syncUpdate: true, asyncUpdate: true, workflowPause: true });
    expect(new Set(Object.values(capabilities).map((value) => typeof value))).toEqual(new Set(['boolean']));
    expect(Object.keys(capabilities).length).toBeGreaterThan(15);
  });

  it('finds a Namespace by its id', async () => {
    const { id, name } = await namespaces.describe();
    expect((await namespaces.describe({ id })).name).toBe(name);
  });

  it('says which is not there', async () => {
    const missing = uniqueId('none');
    const error = await rejectionOf(namespaces.describe(missing), NamespaceNotFoundError);
    expect(error.namespace).toBe(missing);
    await rejectionOf(namespaces.describe({ id: crypto.randomUUID() }), NamespaceNotFoundError);
  });
});

describe('register', () => {
  it('keeps what it is given; retention comes back in milliseconds', async () => {
    const name = await registered({
      workflowExecutionRetention: '36 hours',
      description: odd,
      ownerEmail: 'ada@example.com',
      data: { team: odd },
    });
    const described = await namespaces.describe(name);
    expect(described).toMatchObject({
      name,
      description: odd,
      ownerEmail: 'ada@example.com',
      data: { team: odd },
      config: {
        workflowExecutionRetention: 1.5 * day,
        historyArchival: { state: 'DISABLED', uri: '' },
        visibilityArchival: { state: 'DISABLED' },
        badBinaries: {},
        customSearchAttributeAliases: {},
      },
    });
  });

  it('says that a name is taken', async () => {
    const call = namespaces.register(namespace, { workflowExecutionRetention: day });
    const error = await rejectionOf(call, NamespaceAlreadyExistsError);
    expect(error).toMatchObject({ name: 'NamespaceAlreadyExistsError', namespace });
    expect(grpcCauseOf(error).code).toBe(status.ALREADY_EXISTS);
  });

  it('passes on that a retention is too short', async () => {
    const call = namespaces.register(uniqueId(), { workflowExecutionRetention: '1 second' });
    const error = await rejectionOf(call, ServiceError);
    expect(grpcCauseOf(error).details).toMatch(/retention/i);
  });
});

describe('update', () => {
  it('changes what is given and leaves the rest', async () => {
    const name = await registered({ description: 'before', data: { a: '1', b: '2' } });
    const updated = await namespaces.update(name, {
      ownerEmail: 'ada@example.com',
      data: { b: odd },
      workflowExecutionRetention: '3 days',
    });
    const expected = {
      name,
      description: 'before',
      ownerEmail: 'ada@example.com',
      data: { a: '1', b: odd },
      config: { workflowExecutionRetention: 3 * day },
    };
    expect(updated).toMatchObject(expected);
    expect(await namespaces.describe(name)).toMatchObject(expected);
    await namespaces.update(name, { description: odd });
    expect(await namespaces.describe(name)).toMatchObject({ ...expected, description: odd });
  });

  it('says which is not there', async () => {
    await rejectionOf(namespaces.update(uniqueId('none'), { description: 'x' }), NamespaceNotFoundError);
  });

  it.each([
    [{}, 'Nothing to change'],
    [{ description: '' }, 'description'],
    [{ ownerEmail: '' }, 'ownerEmail'],
    [{ workflowExecutionRetention: 'soon' }, 'soon'],
  ])('refuses %o before anything is sent', async (change, words) => {
    const fetch = recordingFetch();
    const call = openClient({}, { fetch }).namespaces.update('x', change as never);
    expect((await rejectionOf(call, ValueError)).message).toContain(words);
    expect(fetch.methods()).toEqual([]);
  });
});

describe('list', () => {
  it('has all, page by page', async () => {
    const name = await registered();
    const names = (await collect(namespaces.list({ pageSize: 2 }))).map((listed) => listed.name);
    expect(names).toEqual(expect.arrayContaining([name, namespace, 'temporal-system']));
    expect(await collect(namespaces.list({ limit: 1 }))).toHaveLength(1);
    const page = await namespaces.listPage({ pageSize: 1 });
    expect(page.items).toHaveLength(1);
    expect(page.nextPageToken).toBeInstanceOf(Uint8Array);
  });
});

describe('deprecate', () => {
  it('ends the use of a Namespace', async () => {
    const name = await registered();
    await namespaces.deprecate(name);
    expect((await namespaces.describe(name)).state).toBe('DEPRECATED');
    await rejectionOf(namespaces.deprecate(uniqueId('none')), NamespaceNotFoundError);
  });

  it('is a state, too', async () => {
    const name = await registered();
    expect((await namespaces.update(name, { state: 'DEPRECATED' })).state).toBe('DEPRECATED');
  });
});

describe('delete', () => {
  it('removes a Namespace, and tells the name that it has until all is cleared away', async () => {
    const name = await registered();
    expect(await namespaces.delete(name, { deleteDelay: '1 hour' })).toContain(`${name}-deleted-`);
    await rejectionOf(namespaces.describe(name), NamespaceNotFoundError);
    await rejectionOf(namespaces.delete(name), NamespaceNotFoundError);
  });

  it('passes on what keeps the server from it', async () => {
    const error = await rejectionOf(namespaces.delete('temporal-system'), ServiceError);
    expect(error.message).toBe('Failed to delete Namespace');
    expect(grpcCauseOf(error).details).toContain('system');
  });
});

it('interceptors see every call', async () => {
  const seen: string[] = [];
  const { namespaces: intercepted } = openClient({
    interceptors: {
      namespaces: [
        {
          describe: (input, next) => (seen.push(`describe ${JSON.stringify(input.target)}`), next(input)),
          list: async (input, next) => ({ ...(await next(input)), items: [] }),
        },
      ],
    },
  });
  await intercepted.describe();
  expect(await collect(intercepted.list())).toEqual([]);
  expect(seen).toEqual([`describe "${namespace}"`]);
});
