/** Defects of `@temporalio/client` 1.24 that touch what is here. None may come over. */
import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  DefaultFailureConverter,
  defaultGrpcRetryOptions,
  defaultPayloadConverter,
  type Duration,
  GrpcError,
  ServiceError,
  status,
  TimeoutFailure,
  ValueError,
  WorkflowContinuedAsNewError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import { durationToMs } from '../../../src/client/duration.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, systemInfo } from '../../fixtures/scripted-connection.js';

const failures = new DefaultFailureConverter();
const throughFailure = (error: Error): Error =>
  failures.failureToError(failures.errorToFailure(error, defaultPayloadConverter), defaultPayloadConverter);

describe('defect: maxIntervalMs of the retry options is ignored', () => {
  it('is heeded', () => {
    const { delayFunction } = defaultGrpcRetryOptions({ maxIntervalMs: () => 50, maxJitter: 0 });
    expect(delayFunction(9, new GrpcError(status.UNAVAILABLE, ''))).toBe(50);
  });
});

describe('defect: functions and symbols become Payloads without data', () => {
  it.each([() => 1, Symbol('s'), class A {}])('raises ValueError for %o', (value) => {
    expect(() => defaultPayloadConverter.toPayload(value)).toThrow(ValueError);
  });
});

describe('defect: Duration is any', () => {
  it('refuses in the type checker and when it runs', () => {
    // @ts-expect-error -- an object is no Duration
    const wrong: Duration = { seconds: 1 };
    expect(() => durationToMs(wrong)).toThrow(ValueError);
  });
});

describe('kept on purpose: the name of WorkflowContinuedAsNewError differs from its class', () => {
  it('is that of upstream', () => {
    expect(new WorkflowContinuedAsNewError('m', 'r').name).toBe('WorkflowExecutionContinuedAsNewError');
  });
});

describe('defect: nextRetryDelay does not survive failure → error', () => {
  it('survives', () => {
    const error = ApplicationFailure.create({ message: 'm', nextRetryDelay: '1.5s' });
    expect(throughFailure(error)).toMatchObject({ nextRetryDelay: 1500 });
  });
});

describe('defect: heartbeat details that are falsy are lost', () => {
  it.each([0, '', false, null])('keeps %o', (details) => {
    expect(throughFailure(new TimeoutFailure('m', details, 'HEARTBEAT'))).toMatchObject({
      lastHeartbeatDetails: details,
    });
  });

  it('keeps none as none', () => {
    const decoded = throughFailure(new TimeoutFailure('m', undefined, 'HEARTBEAT'));
    expect(decoded).toHaveProperty('lastHeartbeatDetails', undefined);
  });
});

describe('defect: the cause of a TimeoutFailure is lost', () => {
  it('is kept', () => {
    const root: Error = new Error('root');
    expect(throughFailure(new TimeoutFailure('m', undefined, 'HEARTBEAT', root)).cause).toMatchObject({
      message: 'root',
    });
  });
});

describe('defect: an already aborted signal does not cancel', () => {
  it('ends the call before anything is sent', async () => {
    const { client, fetch } = scriptedConnection([systemInfo()]);
    const call = client.workflow.count('', { signal: AbortSignal.abort('before') });
    expect(grpcCauseOf(await rejectionOf(call, ServiceError))).toMatchObject({
      code: status.CANCELLED,
      cause: 'before',
    });
    expect(fetch.requests).toHaveLength(0);
  });
});

describe('defect: an inner signal replaces an outer one', () => {
  it('lets either end the call', async () => {
    const outer = new AbortController();
    const { client } = scriptedConnection([
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          outer.abort('outer');
        }),
    ]);
    const call = client.with({ signal: outer.signal }).workflow.count('', { signal: new AbortController().signal });
    expect(grpcCauseOf(await rejectionOf(call, ServiceError))).toMatchObject({ cause: 'outer' });
  });
});

describe('defect: ensureConnected caches failure for ever', () => {
  it('tries again', async () => {
    const { connection, fetch } = scriptedConnection([errorAnswer(status.INTERNAL), systemInfo()]);
    await rejectionOf(connection.ensureConnected(), ServiceError);
    expect(await connection.ensureConnected()).toMatchObject({ serverVersion: '1.2.3' });
    await connection.ensureConnected();
    expect(fetch.requests).toHaveLength(2);
  });
});

describe('defect: fetchHistory maps no errors', () => {
  it('raises WorkflowNotFoundError', async () => {
    const { client } = scriptedConnection([errorAnswer(status.NOT_FOUND, 'no such execution')]);
    const error = await rejectionOf(client.workflow.getHandle('w', 'r').fetchHistory(), WorkflowNotFoundError);
    expect(error).toMatchObject({ workflowId: 'w', runId: 'r', message: 'no such execution' });
  });
});

describe('defect: cancel sends no reason', () => {
  it('is sent', async () => {
    let reason = '';
    const client = inMemoryClient({
      requestCancelWorkflowExecution: (request) => {
        ({ reason } = request);
        return {};
      },
    });
    await client.workflow.getHandle('w').cancel({ reason: 'the customer left' });
    expect(reason).toBe('the customer left');
  });
});

describe('defect: execute() waits for the latest run of the id', () => {
  it('waits for the run it started', async () => {
    const polled: (string | undefined)[] = [];
    const client = inMemoryClient({
      startWorkflowExecution: () => ({ runId: 'started' }),
      getWorkflowExecutionHistory: ({ execution }) => {
        polled.push(execution?.runId);
        return page(completed(1));
      },
    });
    await client.workflow.execute('t', { taskQueue: 'q', workflowId: 'w' });
    expect(polled).toEqual(['started']);
  });
});

describe('defect: firstExecutionRunId is that of a later run after USE_EXISTING', () => {
  it('is what the server says, and the run of the answer for servers that do not say it', async () => {
    const answers = [{ runId: 'third', firstExecutionRunId: 'first' }, { runId: 'only' }];
    const client = inMemoryClient({ startWorkflowExecution: () => answers.shift()! });
    const start = () =>
      client.workflow.start('t', { taskQueue: 'q', workflowId: 'w', workflowIdConflictPolicy: 'USE_EXISTING' });
    expect((await start()).firstExecutionRunId).toBe('first');
    expect((await start()).firstExecutionRunId).toBe('only');
  });
});

describe('defect: a proxy that answers polls at once makes a hot loop', () => {
  it('is asked twice a second at the most', async () => {
    let polls = 0;
    const client = inMemoryClient({
      getWorkflowExecutionHistory: () => {
        polls++;
        return page();
      },
    });
    await rejectionOf(client.workflow.result('w', undefined, { timeoutMs: 300 }), ServiceError);
    expect(polls).toBe(1);
  });
});

describe('defect: one odd row makes a whole list throw', () => {
  it('is read as far as it goes', async () => {
    const client = inMemoryClient({ listWorkflowExecutions: () => ({ executions: [{}, { taskQueue: 'q' }] }) });
    const { items: executions } = await client.workflow.listPage();
    expect(executions.map(({ taskQueue }) => taskQueue)).toEqual(['', 'q']);
    expect(executions[0]?.startTime).toBeInstanceOf(Date);
  });
});
