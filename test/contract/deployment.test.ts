import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  NamespaceNotFoundError,
  ServiceError,
  status,
  ValueError,
  type WorkerDeploymentVersion,
  WorkerDeploymentAlreadyExistsError,
  WorkerDeploymentConflictError,
  WorkerDeploymentNotFoundError,
} from '../../src/client/index.js';
import { collect } from '../fixtures/collect.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import { client, openClient } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { deployment } = client;
const allowNoPollers = true;

/** A Worker Deployment without workers, with these versions; gone after the test. */
async function withVersions(...buildIds: string[]): Promise<[name: string, ...WorkerDeploymentVersion[]]> {
  const name = `${uniqueId('shop')} "quoted" <b> 😀`;
  await deployment.create(name);
  onTestFinished(async () => {
    await deployment.setManager(name, null);
    await deployment.setRampingVersion(name, null, { allowNoPollers });
    await deployment.setCurrentVersion(name, null, { allowNoPollers });
    for (const { version } of (await deployment.describe(name)).versions) {
      await deployment.deleteVersion(version, { skipDrainage: true });
    }
    await deployment.delete(name);
  });
  const versions = buildIds.map((buildId) => ({ deploymentName: name, buildId }));
  for (const version of versions) await deployment.createVersion(version);
  return [name, ...versions];
}

describe('create, describe, delete', () => {
  it('make, tell and remove a Worker Deployment without workers', async () => {
    const name = uniqueId('shop');
    const { conflictToken } = await deployment.create(name);
    const described = await deployment.describe(name);
    expect(described).toMatchObject({
      name,
      versions: [],
      managerIdentity: undefined,
      lastModifierIdentity: client.options.identity,
      routingUpdateState: 'COMPLETED',
      routing: {
        currentVersion: undefined,
        rampingVersion: undefined,
        rampingVersionPercentage: 0,
        currentVersionChangedTime: undefined,
        revisionNumber: 0,
      },
      raw: { $typeName: expect.stringContaining('DescribeWorkerDeploymentResponse') },
    });
    expect(described.conflictToken).toEqual(conflictToken);
    expect(Math.abs(Date.now() - described.createTime!.getTime())).toBeLessThan(60_000);
    await deployment.delete(name);
    await rejectionOf(deployment.describe(name), WorkerDeploymentNotFoundError);
    // The server is content when there is nothing left to delete.
    await deployment.delete(name);
  });

  it('say that a name is taken', async () => {
    const [name] = await withVersions();
    const error = await rejectionOf(deployment.create(name), WorkerDeploymentAlreadyExistsError);
    expect(error).toMatchObject({
      deploymentName: name,
      buildId: undefined,
      message: expect.stringContaining('exists'),
    });
  });

  it('say that there is no such deployment', async () => {
    const name = uniqueId('none');
    const error = await rejectionOf(deployment.describe(name), WorkerDeploymentNotFoundError);
    expect(error).toMatchObject({ name: 'WorkerDeploymentNotFoundError', deploymentName: name, buildId: undefined });
    expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
  });

  it('pass on that a name may not hold a dot', async () => {
    const error = await rejectionOf(deployment.create('a.b'), ServiceError);
    expect(grpcCauseOf(error).details).toContain("'.'");
  });

  it('refuse to delete what has versions', async () => {
    const [name] = await withVersions('v1');
    const error = await rejectionOf(deployment.delete(name), ServiceError);
    expect(grpcCauseOf(error).details).toContain('has versions');
  });

  it('name the Namespace that is not there', async () => {
    const elsewhere = openClient({ namespace: uniqueId('none') }).deployment;
    await rejectionOf(elsewhere.describe('x'), NamespaceNotFoundError);
  });
});

describe('list', () => {
  it('has what was made, page by page', async () => {
    const [name] = await withVersions('v1');
    await withVersions();
    await vi.waitFor(
      async () => {
        const found = (await collect(deployment.list({ pageSize: 1 }))).find((listed) => listed.name === name);
        expect(found).toMatchObject({
          routing: { currentVersion: undefined },
          latestVersion: { version: { deploymentName: name, buildId: 'v1' } },
          currentVersion: undefined,
          rampingVersion: undefined,
        });
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(await collect(deployment.list({ limit: 1 }))).toHaveLength(1);
    // A page may be empty and still have one after it.
    const page = await deployment.listPage({ pageSize: 1 });
    expect(page.items.length).toBeLessThanOrEqual(1);
    expect(page.nextPageToken).toBeInstanceOf(Uint8Array);
  });
});

describe('versions', () => {
  it('are made, told and removed', async () => {
    const [name, version] = await withVersions('v "1" <b> 😀');
    const described = await deployment.describeVersion(version!, { taskQueueStats: true });
    expect(described).toMatchObject({
      version,
      status: 'CREATED',
      drainage: undefined,
      rampPercentage: 0,
      taskQueues: [],
      metadata: {},
      computeConfig: undefined,
      lastModifierIdentity: client.options.identity,
    });
    expect((await deployment.describe(name)).versions).toMatchObject([{ version, status: 'CREATED' }]);
    await deployment.deleteVersion(version!);
    const error = await rejectionOf(deployment.describeVersion(version!), WorkerDeploymentNotFoundError);
    expect(error).toMatchObject(version!);
  });

  it('say that a Build Id is taken', async () => {
    const [, version] = await withVersions('v1');
    const error = await rejectionOf(deployment.createVersion(version!), WorkerDeploymentAlreadyExistsError);
    expect(error).toMatchObject(version!);
  });

  it('need their deployment', async () => {
    const version = { deploymentName: uniqueId('none'), buildId: 'v1' };
    for (const call of [
      () => deployment.createVersion(version),
      () => deployment.deleteVersion(version),
      () => deployment.updateVersionMetadata(version, { remove: ['a'] }),
      () => deployment.updateVersionComputeConfig(version, { removeScalingGroups: ['a'] }),
    ]) {
      const error = await rejectionOf(call(), WorkerDeploymentNotFoundError);
      expect(error).toMatchObject(version);
      // How the server keeps deployments is not what a user asked for.
      expect(error.message).not.toMatch(/workflow/i);
    }
  });

  it('keep metadata of any kind, through the data converter', async () => {
    const [, version] = await withVersions('v1');
    const codecs = openClient({ dataConverter: { payloadCodecs: [new WrappingCodec('meta')] } }).deployment;
    const commit = { sha: 'abc', by: `"Ada" <b> 😀` };
    expect(await codecs.updateVersionMetadata(version!, { upsert: { commit, old: 1 } })).toEqual({ commit, old: 1 });
    expect(await codecs.updateVersionMetadata(version!, { remove: ['old'] })).toEqual({ commit });
    expect((await codecs.describeVersion(version!)).metadata).toEqual({ commit });
    expect((await deployment.describeVersion(version!)).metadata['commit']).toMatch(/^meta:/);
    await rejectionOf(deployment.updateVersionMetadata(version!, {}), ValueError);
  });
});

describe('routing', () => {
  it('goes to a current version and, in part, to a ramping one', async () => {
    const [name, v1, v2] = await withVersions('v1', 'v2');
    await deployment.setCurrentVersion(name, 'v1', { allowNoPollers });
    await deployment.setRampingVersion(name, { buildId: 'v2', percentage: 12.3 }, { allowNoPollers });

    const { routing, versions } = await deployment.describe(name);
    expect(routing).toMatchObject({ currentVersion: v1, rampingVersion: v2, rampingVersionPercentage: 12.3 });
    expect(routing.currentVersionChangedTime).toBeInstanceOf(Date);
    const statuses = Object.fromEntries(versions.map(({ version, status }) => [version.buildId, status]));
    expect(statuses).toEqual({ v1: 'CURRENT', v2: 'RAMPING' });
    expect(await deployment.describeVersion(v2!)).toMatchObject({ rampPercentage: 12.3, status: 'RAMPING' });

    await deployment.setRampingVersion(name, null, { allowNoPollers });
    expect((await deployment.describe(name)).routing).toMatchObject({
      rampingVersion: undefined,
      rampingVersionPercentage: 0,
    });
    expect(await deployment.describeVersion(v2!)).toMatchObject({
      status: 'DRAINING',
      drainage: { status: 'DRAINING', lastChangedTime: expect.any(Date) },
    });

    await deployment.setCurrentVersion(name, null, { allowNoPollers });
    expect((await deployment.describe(name)).routing.currentVersion).toBeUndefined();
  });

  it('ramps to workers without a version', async () => {
    const [name, v1] = await withVersions('v1');
    await deployment.setCurrentVersion(name, 'v1', { allowNoPollers });
    await deployment.setRampingVersion(name, { buildId: null, percentage: 5 }, { allowNoPollers });
    expect((await deployment.describe(name)).routing).toMatchObject({
      currentVersion: v1,
      rampingVersion: undefined,
      rampingVersionPercentage: 5,
    });
  });

  it('keeps a version that is current or draining from deletion, unless told otherwise', async () => {
    const [name, v1] = await withVersions('v1');
    await deployment.setCurrentVersion(name, 'v1', { allowNoPollers });
    const current = await rejectionOf(deployment.deleteVersion(v1!, { skipDrainage: true }), ServiceError);
    expect(grpcCauseOf(current).details).toContain('current or ramping');
    await deployment.setCurrentVersion(name, null, { allowNoPollers });
    const draining = await rejectionOf(deployment.deleteVersion(v1!), ServiceError);
    expect(grpcCauseOf(draining).details).toContain('draining');
    await deployment.deleteVersion(v1!, { skipDrainage: true });
    expect((await deployment.describe(name)).versions).toEqual([]);
  });

  it('says which deployment, or which Build Id, is not there', async () => {
    const [name] = await withVersions('v1');
    const deploymentName = uniqueId('none');
    const missing = await rejectionOf(
      deployment.setCurrentVersion(deploymentName, 'v1'),
      WorkerDeploymentNotFoundError,
    );
    expect(missing).toMatchObject({ deploymentName, buildId: 'v1' });
    const version = await rejectionOf(deployment.setCurrentVersion(name, 'v9'), WorkerDeploymentNotFoundError);
    expect(version).toMatchObject({ deploymentName: name, buildId: 'v9', message: expect.stringContaining('v9') });
    await rejectionOf(
      deployment.setRampingVersion(deploymentName, { buildId: 'v1', percentage: 1 }),
      WorkerDeploymentNotFoundError,
    );
  });

  it.each([
    ['percentage', () => deployment.setRampingVersion('x', { buildId: 'v1', percentage: 101 })],
    ['percentage', () => deployment.setRampingVersion('x', { buildId: 'v1', percentage: NaN })],
    ['null', () => deployment.setCurrentVersion('x', '')],
    ['null', () => deployment.setRampingVersion('x', { buildId: '', percentage: 5 })],
  ])('refuses what is impossible: %s', async (words, call) => {
    expect((await rejectionOf(call(), ValueError)).message).toContain(words);
  });
});

describe('conflict tokens', () => {
  it('let a change through when nothing has happened since', async () => {
    const [name] = await withVersions('v1', 'v2');
    const { conflictToken } = await deployment.describe(name);
    const current = await deployment.setCurrentVersion(name, 'v1', { conflictToken, allowNoPollers });
    const ramp = await deployment.setRampingVersion(
      name,
      { buildId: 'v2', percentage: 1 },
      { conflictToken: current.conflictToken, allowNoPollers },
    );
    await deployment.setManager(name, 'SELF', { conflictToken: ramp.conflictToken });
  });

  it('refuse every change when somebody else was faster', async () => {
    const [name] = await withVersions('v1', 'v2');
    const { conflictToken } = await deployment.describe(name);
    await deployment.setCurrentVersion(name, 'v1', { allowNoPollers });
    for (const call of [
      () => deployment.setCurrentVersion(name, 'v2', { conflictToken, allowNoPollers }),
      () => deployment.setRampingVersion(name, { buildId: 'v2', percentage: 5 }, { conflictToken, allowNoPollers }),
      () => deployment.setManager(name, 'SELF', { conflictToken }),
    ]) {
      const error = await rejectionOf(call(), WorkerDeploymentConflictError);
      expect(error).toMatchObject({ deploymentName: name, message: expect.stringContaining('Describe it again') });
      expect(grpcCauseOf(error).code).toBe(status.FAILED_PRECONDITION);
    }
    const { routing, managerIdentity } = await deployment.describe(name);
    expect(routing.currentVersion?.buildId).toBe('v1');
    expect(managerIdentity).toBeUndefined();
  });
});

describe('setManager', () => {
  it('keeps others from changing the deployment', async () => {
    const [name] = await withVersions('v1');
    await deployment.setManager(name, { identity: 'Ada' });
    expect((await deployment.describe(name)).managerIdentity).toBe('Ada');
    const refused = await rejectionOf(deployment.setCurrentVersion(name, 'v1', { allowNoPollers }), ServiceError);
    expect(refused).not.toBeInstanceOf(WorkerDeploymentConflictError);
    expect(grpcCauseOf(refused).details).toContain('Ada');
    await deployment.setManager(name, 'SELF');
    expect((await deployment.describe(name)).managerIdentity).toBe(client.options.identity);
    await deployment.setCurrentVersion(name, 'v1', { allowNoPollers });
  });

  it('says which deployment is not there', async () => {
    const deploymentName = uniqueId('none');
    const error = await rejectionOf(deployment.setManager(deploymentName, null), WorkerDeploymentNotFoundError);
    expect(error.message).toContain(deploymentName);
  });
});

describe('compute config', () => {
  // A provider that the server has for tests: it starts nothing.
  const provider = { type: 'test-invoke', details: { note: `"quoted" <b> 😀` } };
  const main = { taskQueueTypes: ['WORKFLOW', 'ACTIVITY'], provider, scaler: { type: 'no-sync' } } as const;

  it('comes with a version, changes in part, and goes', async () => {
    const [deploymentName] = await withVersions();
    const version = { deploymentName, buildId: 'v1' };
    await deployment.createVersion(version, { computeConfig: { scalingGroups: { main } } });
    const configOf = async (): Promise<unknown> => (await deployment.describeVersion(version)).computeConfig;
    expect(await configOf()).toEqual({
      scalingGroups: { main: { ...main, provider: { ...provider, nexusEndpoint: undefined } } },
    });
    // What is not given stays; null clears.
    await deployment.updateVersionComputeConfig(version, {
      scalingGroups: { main: { taskQueueTypes: null, provider: { type: 'test-invoke' } } },
    });
    expect(await configOf()).toMatchObject({
      scalingGroups: { main: { taskQueueTypes: undefined, provider: { details: undefined }, scaler: main.scaler } },
    });
    await deployment.updateVersionComputeConfig(version, { removeScalingGroups: ['main'] });
    expect(await configOf()).toBeUndefined();
  });

  it('is validated without being changed', async () => {
    const [deploymentName] = await withVersions();
    const version = { deploymentName, buildId: 'v1' };
    await deployment.createVersion(version, { computeConfig: { scalingGroups: { main } } });
    const { computeConfig } = await deployment.describeVersion(version);
    await deployment.validateVersionComputeConfig(version, { scalingGroups: { main: { taskQueueTypes: null } } });
    const illegal = { provider: { type: 'test-invoke', details: { illegal_field: 'x' } } };
    const refused = deployment.validateVersionComputeConfig(version, { scalingGroups: { main: illegal } });
    expect(grpcCauseOf(await rejectionOf(refused, ServiceError))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('illegal_field'),
    });
    expect((await deployment.describeVersion(version)).computeConfig).toEqual(computeConfig);
  });

  it('passes on that the server does not know a provider', async () => {
    const [name, version] = await withVersions('v1');
    const group = { taskQueueTypes: ['WORKFLOW'], provider: { type: 'nope', details: { a: 1 } } } as const;
    const change = { scalingGroups: { main: group } };
    const refused = await rejectionOf(deployment.updateVersionComputeConfig(version!, change), ServiceError);
    expect(grpcCauseOf(refused)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining("'nope'"),
    });
    const created = deployment.createVersion({ deploymentName: name, buildId: 'v2' }, { computeConfig: change });
    expect(grpcCauseOf(await rejectionOf(created, ServiceError)).details).toContain("'nope'");
  });

  it('takes groups away, also those that are not there', async () => {
    const [, version] = await withVersions('v1');
    await deployment.updateVersionComputeConfig(version!, { removeScalingGroups: ['none'] });
    expect((await deployment.describeVersion(version!)).computeConfig?.scalingGroups ?? {}).toEqual({});
  });

  it('is not changed by nothing', async () => {
    const version = { deploymentName: 'x', buildId: 'y' };
    await rejectionOf(deployment.updateVersionComputeConfig(version, {}), ValueError);
    await rejectionOf(deployment.validateVersionComputeConfig(version, {}), ValueError);
  });
});

it('interceptors see every call, and what is sent is theirs', async () => {
  const fetch = recordingFetch();
  const seen: string[] = [];
  const { deployment: intercepted } = openClient(
    {
      interceptors: {
        deployment: [
          {
            setCurrentVersion: (input, next) => (seen.push(`set ${input.buildId}`), next({ ...input, buildId: 'v2' })),
            describe: (input, next) => (seen.push(`describe ${input.deploymentName}`), next(input)),
          },
        ],
      },
    },
    { fetch },
  );
  const [name, , v2] = await withVersions('v1', 'v2');
  await intercepted.setCurrentVersion(name, 'v1', { allowNoPollers });
  expect((await intercepted.describe(name)).routing.currentVersion).toEqual(v2);
  expect(seen).toEqual(['set v1', `describe ${name}`]);
  expect(fetch.methods()).toEqual(['SetWorkerDeploymentCurrentVersion', 'DescribeWorkerDeployment']);
});
