/** What the clients have in common whose calls load on first use. */
import { describe, expect, it } from 'vitest';
import {
  DeploymentClient,
  isGrpcDeadlineError,
  NamespaceClient,
  OperatorClient,
  RuleClient,
  ServiceError,
  TaskQueueClient,
  WorkerClient,
} from '../../../src/client/index.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection } from '../../fixtures/scripted-connection.js';

describe.each([
  ['TaskQueueClient', TaskQueueClient, (client: TaskQueueClient) => client.describe('q')],
  ['WorkerClient', WorkerClient, (client: WorkerClient) => client.listPage()],
  ['DeploymentClient', DeploymentClient, (client: DeploymentClient) => client.listPage()],
  ['RuleClient', RuleClient, (client: RuleClient) => client.listPage()],
  ['NamespaceClient', NamespaceClient, (client: NamespaceClient) => client.describe()],
  ['OperatorClient', OperatorClient, (client: OperatorClient) => client.listSearchAttributes()],
] as const)('%s', (_, Part, call) => {
  const callAny = call as (client: object) => Promise<unknown>;

  it('works alone, over the Connection it is given', async () => {
    const { connection, fetch } = scriptedConnection([errorAnswer(13, 'no')], { retry: false });
    const client = new Part({ connection, namespace: 'n' });
    expect(client.connection).toBe(connection);
    await rejectionOf(callAny(client), ServiceError);
    expect(fetch.requests).toHaveLength(1);
  });

  it('calls nothing when it is made', () => {
    expect(new Part().connection.address).toBe('http://127.0.0.1:8080');
  });

  it('carries a scope in every call of `with`, and keeps its interceptors', async () => {
    const { connection, fetch } = scriptedConnection([errorAnswer(13, 'no')], { retry: false });
    const seen: string[] = [];
    const note = (input: never, next: (input: never) => Promise<never>): Promise<never> => {
      seen.push('intercepted');
      return next(input);
    };
    const interceptors = [{ describe: note, list: note, listSearchAttributes: note }] as never;
    const client = new Part({ connection, interceptors });
    await rejectionOf(callAny(client.with({ metadata: { 'x-team': 'ada' } })), ServiceError);
    expect(fetch.requests[0]?.headers.get('x-team')).toBe('ada');
    expect(seen).toEqual(['intercepted']);
    const late = await rejectionOf(callAny(client.with({ deadline: Date.now() - 1 })), ServiceError);
    expect(isGrpcDeadlineError(late)).toBe(true);
    expect(fetch.requests).toHaveLength(1);
  });
});
