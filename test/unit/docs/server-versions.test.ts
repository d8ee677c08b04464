import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Client, status, UnsupportedError, WithStartWorkflowOperation } from '../../../src/client/index.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { layers } from '../../../src/dev/proto/layers.js';
import { namesIn, rowsOf, sectionOf } from '../../fixtures/compatibility-document.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, systemInfo } from '../../fixtures/scripted-connection.js';

const section = sectionOf('## Server versions');
/** First server release by RPC. */
const since = new Map(
  rowsOf(section).flatMap(([, rpcs = '', version = '']) => namesIn(rpcs).map((rpc) => [rpc, version] as const)),
);
const nowhere = namesIn(/^In the API, and unimplemented[\s\S]*?\n\n/m.exec(section)?.[0] ?? '');
/** Servers in use are 1.29 or newer: the errors of calls that all of them have need not name a release. */
const isNew = (version: string): boolean => Number(version.split('.')[1]) > 29;

const version = { deploymentName: 'd', buildId: 'b' };
const computeConfig = { scalingGroups: { main: { provider: { type: 'lambda' } } } };
const endpoint = { id: 'e', version: 1n, name: 'e', raw: {} } as never;
const target = { type: 'WORKER', namespace: 'default', taskQueue: 'q' } as const;
const nexus = ({ nexus }: Client) =>
  nexus.createServiceClient({ endpoint: 'e', service: { name: 's', operations: { greet: { name: 'greet' } } } });
const start = { taskQueue: 'q', workflowId: 'w', workflowIdConflictPolicy: 'USE_EXISTING' } as const;
const activity = { id: 'a', taskQueue: 'q', startToCloseTimeout: '1s' } as const;

/** A call that needs the RPC, for each RPC of the table. */
const calls: Record<string, (client: Client) => Promise<unknown>> = {
  UpdateWorkflowExecution: ({ workflow }) => workflow.getHandle('w').executeUpdate('u'),
  PollWorkflowExecutionUpdate: ({ workflow }) => workflow.getHandle('w').getUpdateHandle('u').result(),
  ExecuteMultiOperation: ({ workflow }) =>
    workflow.executeUpdateWithStart('u', { startWorkflowOperation: new WithStartWorkflowOperation('w', start) }),
  UpdateWorkflowExecutionOptions: ({ workflow }) =>
    workflow.getHandle('w').updateOptions({ priority: { priorityKey: 1 } }),
  PauseActivity: ({ workflow }) => workflow.getHandle('w').activities('a').pause(),
  UnpauseActivity: ({ workflow }) => workflow.getHandle('w').activities('a').unpause(),
  ResetActivity: ({ workflow }) => workflow.getHandle('w').activities('a').reset(),
  UpdateActivityOptions: ({ workflow }) => workflow.getHandle('w').activities('a').restoreOriginalOptions(),
  PauseWorkflowExecution: ({ workflow }) => workflow.getHandle('w').pause(),
  UnpauseWorkflowExecution: ({ workflow }) => workflow.getHandle('w').unpause(),
  CountSchedules: ({ schedule }) => schedule.count(),
  StartActivityExecution: (client) => client.activity.start('a', activity),
  PollActivityExecution: (client) => client.activity.getHandle('a').result(),
  DescribeActivityExecution: (client) => client.activity.getHandle('a').describe(),
  ListActivityExecutions: (client) => client.activity.listPage(),
  CountActivityExecutions: (client) => client.activity.count(),
  RequestCancelActivityExecution: (client) => client.activity.getHandle('a').cancel(),
  TerminateActivityExecution: (client) => client.activity.getHandle('a').terminate(),
  DeleteActivityExecution: (client) => client.activity.getHandle('a').delete(),
  PauseActivityExecution: (client) => client.activity.getHandle('a').pause(),
  UnpauseActivityExecution: (client) => client.activity.getHandle('a').unpause(),
  ResetActivityExecution: (client) => client.activity.getHandle('a').reset(),
  UpdateActivityExecutionOptions: (client) => client.activity.getHandle('a').restoreOriginalOptions(),
  GetNexusEndpoint: ({ operator }) => operator.getNexusEndpoint('e'),
  ListNexusEndpoints: ({ operator }) => operator.listNexusEndpointsPage(),
  CreateNexusEndpoint: ({ operator }) => operator.createNexusEndpoint({ name: 'e', target }),
  UpdateNexusEndpoint: ({ operator }) => operator.updateNexusEndpoint(endpoint, { target }),
  DeleteNexusEndpoint: ({ operator }) => operator.deleteNexusEndpoint(endpoint),
  StartNexusOperationExecution: (client) => nexus(client).startOperation('greet', 'Ada', { id: 'o' }),
  PollNexusOperationExecution: (client) => client.nexus.getHandle('o').result(),
  DescribeNexusOperationExecution: (client) => client.nexus.getHandle('o').describe(),
  ListNexusOperationExecutions: (client) => client.nexus.listPage(),
  CountNexusOperationExecutions: (client) => client.nexus.count(),
  RequestCancelNexusOperationExecution: (client) => client.nexus.getHandle('o').cancel(),
  TerminateNexusOperationExecution: (client) => client.nexus.getHandle('o').terminate(),
  DeleteNexusOperationExecution: (client) => client.nexus.getHandle('o').delete(),
  /* eslint-disable @typescript-eslint/no-deprecated -- older servers have nothing newer */
  GetWorkerBuildIdCompatibility: ({ taskQueue }) => taskQueue.getBuildIdCompatability('q'),
  UpdateWorkerBuildIdCompatibility: ({ taskQueue }) =>
    taskQueue.updateBuildIdCompatibility('q', { operation: 'addNewIdInNewDefaultSet', buildId: 'b' }),
  GetWorkerTaskReachability: ({ taskQueue }) => taskQueue.getReachability({ buildIds: ['b'] }),
  GetWorkerVersioningRules: ({ taskQueue }) => taskQueue.getVersioningRules('q'),
  UpdateWorkerVersioningRules: ({ taskQueue }) =>
    taskQueue.updateVersioningRules(
      'q',
      { operation: 'commitBuildId', targetBuildId: 'b' },
      { conflictToken: Uint8Array.of(1) },
    ),
  /* eslint-enable @typescript-eslint/no-deprecated */
  UpdateTaskQueueConfig: ({ taskQueue }) => taskQueue.updateConfig('q', { type: 'ACTIVITY', queueRateLimit: 1 }),
  ListWorkers: ({ worker }) => worker.listPage(),
  DescribeWorker: ({ worker }) => worker.describe('k'),
  CountWorkers: ({ worker }) => worker.count(),
  UpdateWorkerConfig: ({ worker }) => worker.updateConfig('k', { workflowCacheSize: 1 }),
  DescribeWorkerDeployment: ({ deployment }) => deployment.describe('d'),
  DescribeWorkerDeploymentVersion: ({ deployment }) => deployment.describeVersion(version),
  ListWorkerDeployments: ({ deployment }) => deployment.listPage(),
  SetWorkerDeploymentCurrentVersion: ({ deployment }) => deployment.setCurrentVersion('d', 'b'),
  SetWorkerDeploymentRampingVersion: ({ deployment }) =>
    deployment.setRampingVersion('d', { buildId: 'b', percentage: 5 }),
  UpdateWorkerDeploymentVersionMetadata: ({ deployment }) =>
    deployment.updateVersionMetadata(version, { remove: ['a'] }),
  DeleteWorkerDeployment: ({ deployment }) => deployment.delete('d'),
  DeleteWorkerDeploymentVersion: ({ deployment }) => deployment.deleteVersion(version),
  SetWorkerDeploymentManager: ({ deployment }) => deployment.setManager('d', 'SELF'),
  CreateWorkerDeployment: ({ deployment }) => deployment.create('d'),
  CreateWorkerDeploymentVersion: ({ deployment }) => deployment.createVersion(version),
  UpdateWorkerDeploymentVersionComputeConfig: ({ deployment }) =>
    deployment.updateVersionComputeConfig(version, computeConfig),
  ValidateWorkerDeploymentVersionComputeConfig: ({ deployment }) =>
    deployment.validateVersionComputeConfig(version, computeConfig),
  CreateWorkflowRule: ({ rule }) => rule.create('r', { activityStart: { predicate: "ActivityType = 'a'" } }),
  DescribeWorkflowRule: ({ rule }) => rule.describe('r'),
  ListWorkflowRules: ({ rule }) => rule.listPage(),
  DeleteWorkflowRule: ({ rule }) => rule.delete('r'),
};

describe('server versions in docs/compatibility.md', () => {
  it('are releases', () => {
    expect(since.size).toBeGreaterThan(50);
    expect([...since.values()].filter((release) => !/^1\.\d+\.\d+$/.test(release))).toEqual([]);
  });

  it('are of RPCs that the client has stubs of', () => {
    const operator = readFileSync(
      join(repoRoot, 'proto/upstream/temporal/api/operatorservice/v1/service.proto'),
      'utf8',
    );
    const known = new Set(Object.values(layers).flat());
    const exists = (rpc: string): boolean => known.has(rpc) || new RegExp(`rpc ${rpc}\\b`).test(operator);
    expect([...since.keys(), ...nowhere].filter((rpc) => !exists(rpc))).toEqual([]);
  });

  it('are each tried below, where the client calls the RPC', () => {
    const sources = readdirSync(join(repoRoot, 'src/client'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(repoRoot, 'src/client', file), 'utf8'))
      .join('\n');
    const called = [...since.keys()].filter((rpc) => sources.includes(`${rpc.charAt(0).toLowerCase()}${rpc.slice(1)}`));
    expect(called.length).toBeGreaterThan(50);
    expect(called.filter((rpc) => !(rpc in calls))).toEqual([]);
    expect(Object.keys(calls).filter((rpc) => !since.has(rpc))).toEqual([]);
  });

  it.each(Object.entries(calls))('are in the error where a server lacks %s', async (rpc, call) => {
    const { client, fetch } = scriptedConnection([
      errorAnswer(status.UNIMPLEMENTED, 'unknown method'),
      systemInfo('1.19.0'),
    ]);
    const error = await rejectionOf(call(client), UnsupportedError);
    expect(fetch.methods()).toEqual([rpc, 'GetSystemInfo']);
    expect(error.serverVersion).toBe('1.19.0');
    const release = since.get(rpc) ?? '';
    expect(isNew(release) ? [release] : [undefined, release]).toContain(error.since);
  });
});
