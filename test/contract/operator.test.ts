import { describe, expect, it, onTestFinished } from 'vitest';
import {
  NamespaceNotFoundError,
  NexusEndpointAlreadyExistsError,
  NexusEndpointConflictError,
  type NexusEndpoint,
  NexusEndpointNotFoundError,
  type NexusEndpointSpec,
  SearchAttributeType,
  ServiceError,
  status,
  ValueError,
} from '../../src/client/index.js';
import { collect } from '../fixtures/collect.js';
import { client, namespace, openClient } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { namespaces, operator } = client;
const odd = `# "quoted" 'single' <b>&amp;</b> 😀`;

describe('search attributes', () => {
  it('are listed with their types, those of the own Namespace by default', async () => {
    const { customAttributes, systemAttributes } = await operator.listSearchAttributes();
    expect(customAttributes).toMatchObject({
      CustomerId: 'KEYWORD',
      OrderTotal: 'DOUBLE',
      OrderItemCount: 'INT',
      OrderPlacedAt: 'DATETIME',
      OrderApproved: 'BOOL',
      OrderNote: 'TEXT',
      OrderSkus: 'KEYWORD_LIST',
    });
    expect(systemAttributes).toMatchObject({ WorkflowType: 'KEYWORD', StartTime: 'DATETIME', HistoryLength: 'INT' });
  });

  it('of every type are added, and removed', async () => {
    const name = uniqueId('namespace');
    await namespaces.register(name, { workflowExecutionRetention: '1 day' });
    onTestFinished(() => namespaces.delete(name).then(() => undefined));
    const types = Object.values(SearchAttributeType).map((type) => [`My "${type}" <b> 😀`, type] as const);
    const attributes = Object.fromEntries(types);
    await operator.addSearchAttributes(attributes, { namespace: name });
    expect((await operator.listSearchAttributes({ namespace: name })).customAttributes).toEqual(attributes);
    // What is there already stays.
    await operator.addSearchAttributes(attributes, { namespace: name });
    await operator.removeSearchAttributes(Object.keys(attributes), { namespace: name });
    expect((await operator.listSearchAttributes({ namespace: name })).customAttributes).toEqual({});
  });

  it('that the server has itself cannot be added or removed', async () => {
    const added = await rejectionOf(operator.addSearchAttributes({ WorkflowId: 'KEYWORD' }), ServiceError);
    expect(added.message).toBe('Failed to add search attributes');
    expect(grpcCauseOf(added).details).toContain('reserved');
    const removed = await rejectionOf(operator.removeSearchAttributes(['WorkflowId']), ServiceError);
    expect(grpcCauseOf(removed).details).toContain('non-custom');
  });

  it('of an unknown type are refused before anything is sent', async () => {
    const fetch = recordingFetch();
    const call = openClient({}, { fetch }).operator.addSearchAttributes({ A: 'DECIMAL' as 'INT' });
    expect((await rejectionOf(call, ValueError)).message).toContain('DECIMAL');
    expect(fetch.methods()).toEqual([]);
  });

  it('name the Namespace that is not there', async () => {
    const missing = uniqueId('none');
    const error = await rejectionOf(operator.listSearchAttributes({ namespace: missing }), NamespaceNotFoundError);
    expect(error.namespace).toBe(missing);
    await rejectionOf(operator.addSearchAttributes({ A: 'INT' }, { namespace: missing }), NamespaceNotFoundError);
    await rejectionOf(operator.removeSearchAttributes(['A'], { namespace: missing }), NamespaceNotFoundError);
  });
});

describe('Nexus endpoints', () => {
  const worker = { type: 'WORKER', namespace, taskQueue: `queue ${odd}` } as const;

  async function created(spec: Partial<NexusEndpointSpec> = {}): Promise<NexusEndpoint> {
    const endpoint = await operator.createNexusEndpoint({ name: uniqueId('endpoint'), target: worker, ...spec });
    onTestFinished(async () => {
      await operator.deleteNexusEndpoint(endpoint).catch((error: unknown) => {
        if (!(error instanceof NexusEndpointNotFoundError)) throw error;
      });
    });
    return endpoint;
  }

  it('are made, and found by id and by name', async () => {
    const endpoint = await created({ description: odd });
    expect(endpoint).toMatchObject({
      version: 1,
      target: worker,
      description: odd,
      lastModifiedTime: undefined,
      urlPrefix: expect.stringContaining(endpoint.id),
      raw: { $typeName: 'temporal.api.nexus.v1.Endpoint' },
    });
    expect(Math.abs(Date.now() - endpoint.createTime!.getTime())).toBeLessThan(60_000);
    expect(await operator.getNexusEndpoint(endpoint.id)).toEqual(endpoint);
    expect(await operator.findNexusEndpoint(endpoint.name)).toEqual(endpoint);
  });

  it('may lead elsewhere', async () => {
    const target = { type: 'EXTERNAL', url: 'https://example.com/nexus' } as const;
    const endpoint = await created({ target });
    expect(endpoint).toMatchObject({ target, description: undefined });
  });

  it('change in part: what is not given stays', async () => {
    const endpoint = await created({ description: odd });
    const taskQueue = uniqueId('queue');
    const moved = await operator.updateNexusEndpoint(endpoint, { target: { ...worker, taskQueue } });
    expect(moved).toMatchObject({ id: endpoint.id, version: 2, name: endpoint.name, description: odd });
    expect(moved.target).toMatchObject({ taskQueue });
    expect(moved.lastModifiedTime).toBeInstanceOf(Date);
    const name = uniqueId('renamed');
    const renamed = await operator.updateNexusEndpoint(moved, { name, description: null });
    expect(renamed).toMatchObject({ name, description: undefined, target: moved.target, version: 3 });
  });

  it('are not changed when somebody else was faster', async () => {
    const endpoint = await created();
    await operator.updateNexusEndpoint(endpoint, { description: 'first' });
    const second = operator.updateNexusEndpoint(endpoint, { description: 'second' });
    const error = await rejectionOf(second, NexusEndpointConflictError);
    expect(error).toMatchObject({ endpoint: endpoint.name, message: expect.stringContaining('Get it again') });
    expect((await operator.getNexusEndpoint(endpoint.id)).description).toBe('first');
    await rejectionOf(operator.updateNexusEndpoint(endpoint, {}), ValueError);
  });

  it('say that a name is taken', async () => {
    const { name } = await created();
    const error = await rejectionOf(
      operator.createNexusEndpoint({ name, target: worker }),
      NexusEndpointAlreadyExistsError,
    );
    expect(error.endpoint).toBe(name);
  });

  it('say which is not there', async () => {
    const gone = await created();
    await operator.deleteNexusEndpoint(gone);
    const byId = await rejectionOf(operator.getNexusEndpoint(gone.id), NexusEndpointNotFoundError);
    expect(byId).toMatchObject({ name: 'NexusEndpointNotFoundError', endpoint: gone.id });
    const byName = await rejectionOf(operator.findNexusEndpoint(gone.name), NexusEndpointNotFoundError);
    expect(byName).toMatchObject({ endpoint: gone.name, message: expect.stringContaining(gone.name) });
    await rejectionOf(operator.deleteNexusEndpoint(gone), NexusEndpointNotFoundError);
    await rejectionOf(operator.updateNexusEndpoint(gone, { description: 'x' }), NexusEndpointNotFoundError);
  });

  it('pass on what is wrong with a name', async () => {
    const error = await rejectionOf(operator.createNexusEndpoint({ name: 'no blanks', target: worker }), ServiceError);
    expect(grpcCauseOf(error).details).toContain('name');
  });

  it('are listed, page by page', async () => {
    const ids = [(await created()).id, (await created()).id];
    const listed = (await collect(operator.listNexusEndpoints({ pageSize: 1 }))).map(({ id }) => id);
    expect(listed).toEqual(expect.arrayContaining(ids));
    expect(await collect(operator.listNexusEndpoints({ limit: 1 }))).toHaveLength(1);
    const page = await operator.listNexusEndpointsPage({ pageSize: 1 });
    expect(page.items).toHaveLength(1);
    expect(page.nextPageToken).toBeInstanceOf(Uint8Array);
  });
});

describe('clusters', () => {
  it('are listed, this one among them', async () => {
    const all = await collect(operator.listClusters());
    expect(all).toMatchObject([
      {
        name: 'active',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        address: expect.stringMatching(/:\d+$/),
        initialFailoverVersion: 1,
        historyShardCount: 1,
        isConnectionEnabled: true,
        isReplicationEnabled: false,
        raw: { $typeName: 'temporal.api.operatorservice.v1.ClusterMetadata' },
      },
    ]);
    expect((await operator.listClustersPage({ pageSize: 1 })).items).toHaveLength(1);
  });

  it('do not take this one for another', async () => {
    const [self] = await collect(operator.listClusters());
    const added = await rejectionOf(operator.addOrUpdateCluster(self!.address), ServiceError);
    expect(added.message).toBe('Failed to add or update cluster');
    expect(grpcCauseOf(added).code).toBe(status.INVALID_ARGUMENT);
  });

  it('say which is not there', async () => {
    const error = await rejectionOf(operator.removeCluster(uniqueId('none')), ServiceError);
    expect(error.message).toBe('Failed to remove cluster');
    expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
  });
});

describe('health check', () => {
  it('says that the services take calls, and which one the server does not have', async () => {
    expect(await client.connection.checkHealth()).toBe('SERVING');
    expect(await client.connection.checkHealth('')).toBe('SERVING');
    expect(await client.connection.checkHealth('temporal.api.operatorservice.v1.OperatorService')).toBe('SERVING');
    expect(await client.connection.checkHealth(`no "such" service 😀`)).toBe('SERVICE_UNKNOWN');
  });

  it('ends with its signal', async () => {
    const signal = AbortSignal.abort(new Error('no'));
    await rejectionOf(client.connection.checkHealth('', { signal }), ServiceError);
  });
});

it('interceptors see every call', async () => {
  const seen: string[] = [];
  const { operator: intercepted } = openClient({
    interceptors: {
      operator: [
        {
          listSearchAttributes: (input, next) => (seen.push(`attributes of ${input.namespace}`), next(input)),
          listNexusEndpoints: async (input, next) => (seen.push(`endpoints ${input.name}`), next(input)),
        },
      ],
    },
  });
  await intercepted.listSearchAttributes();
  await rejectionOf(intercepted.findNexusEndpoint('nobody-has-this'), NexusEndpointNotFoundError);
  expect(seen).toEqual([`attributes of ${namespace}`, 'endpoints nobody-has-this']);
});
