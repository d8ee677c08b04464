import { describe, expect, it } from 'vitest';
import {
  type ClientInterceptors,
  defaultPayloadConverter,
  type WorkflowClientInterceptor,
  WorkflowFailedError,
  WithStartWorkflowOperation,
} from '../../../src/client/index.js';
import type { WorkflowServiceHandlers } from '../../../src/testing/index.js';
import { toWirePayload } from '../../../src/client/converter/wire-payload.js';
import { collect } from '../../fixtures/collect.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const payload = (value: unknown) => toWirePayload(defaultPayloadConverter.toPayload(value));
const success = { value: { case: 'success' as const, value: { payloads: [payload('updated')] } } };
const updateRef = { updateId: 'u', workflowExecution: { workflowId: 'w', runId: 'run-1' } };

/** A server that answers everything, with the headers that it was sent. */
function server(): { handlers: WorkflowServiceHandlers; headers: Record<string, string[]> } {
  const headers: Record<string, string[]> = {};
  const note = (name: string, header: { fields: Record<string, unknown> } | undefined): void => {
    headers[name] = Object.keys(header?.fields ?? {});
  };
  return {
    headers,
    handlers: {
      startWorkflowExecution: ({ header }) => {
        note('start', header);
        return { runId: 'run-1', started: true };
      },
      signalWithStartWorkflowExecution: ({ header }) => {
        note('signalWithStart', header);
        return { runId: 'run-1' };
      },
      signalWorkflowExecution: ({ header }) => {
        note('signal', header);
        return {};
      },
      queryWorkflow: ({ query }) => {
        note('query', query?.header);
        return { queryResult: { payloads: [payload('answer')] } };
      },
      updateWorkflowExecution: ({ request }) => {
        note('update', request?.input?.header);
        return { updateRef, stage: 2 };
      },
      executeMultiOperation: ({ operations }) => {
        const [start, update] = operations.map(({ operation }) => operation);
        note('withStart/start', start?.case === 'startWorkflow' ? start.value.header : undefined);
        note('withStart/update', update?.case === 'updateWorkflow' ? update.value.request?.input?.header : undefined);
        return {
          responses: [
            { response: { case: 'startWorkflow', value: { runId: 'run-1' } } },
            { response: { case: 'updateWorkflow', value: { updateRef, stage: 3, outcome: success } } },
          ],
        };
      },
      pollWorkflowExecutionUpdate: () => ({ outcome: success }),
      requestCancelWorkflowExecution: () => ({}),
      terminateWorkflowExecution: () => ({}),
      describeWorkflowExecution: () => ({ workflowExecutionInfo: { execution: { workflowId: 'w', runId: 'run-1' } } }),
      getWorkflowExecutionHistory: () => page(completed('done')),
      listWorkflowExecutions: () => ({ executions: [{ execution: { workflowId: 'w', runId: 'run-1' } }] }),
      countWorkflowExecutions: () => ({ count: 1n }),
    },
  };
}

const options = { workflowId: 'w', taskQueue: 'q' };

/** An interceptor that notes every call, in every function there is. */
function noting(calls: string[], name = ''): Required<Omit<WorkflowClientInterceptor, 'start'>> {
  const around =
    (method: string) =>
    async <Input, Output>(input: Input, next: (input: Input) => Promise<Output>): Promise<Output> => {
      calls.push(`${name}${method}`);
      return next(input);
    };
  return {
    startWithDetails: around('startWithDetails'),
    signalWithStart: around('signalWithStart'),
    startUpdate: around('startUpdate'),
    startUpdateWithStart: around('startUpdateWithStart'),
    signal: around('signal'),
    query: around('query'),
    terminate: around('terminate'),
    cancel: around('cancel'),
    describe: around('describe'),
    result: around('result'),
    pollUpdate: around('pollUpdate'),
    list: around('list'),
    count: around('count'),
    historyPage: around('historyPage'),
  };
}

describe('workflow interceptors', () => {
  it('see every call, those that upstream leaves out included', async () => {
    const calls: string[] = [];
    const { workflow } = inMemoryClient(server().handlers, {}, { interceptors: { workflow: [noting(calls)] } });
    const handle = await workflow.start('w', options);
    await handle.signal('s');
    await handle.query('q');
    await handle.executeUpdate('u');
    await handle.describe();
    await handle.cancel();
    await handle.terminate();
    await handle.result();
    await handle.fetchHistory();
    await workflow.signalWithStart('w', { ...options, signal: 's' });
    await collect(workflow.list());
    await workflow.count();
    const startWorkflowOperation = new WithStartWorkflowOperation('w', {
      ...options,
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    await workflow.executeUpdateWithStart('u', { startWorkflowOperation });
    expect(calls).toEqual([
      'startWithDetails',
      'signal',
      'query',
      'startUpdate',
      'pollUpdate',
      'describe',
      'cancel',
      'terminate',
      'result',
      'historyPage',
      'signalWithStart',
      'list',
      'count',
      'startUpdateWithStart',
    ]);
  });

  it('run in order, the first outermost, and may change input and output', async () => {
    const order: string[] = [];
    const wrap = (name: string): WorkflowClientInterceptor => ({
      async query(input, next) {
        order.push(`${name} in`);
        const value = await next({ ...input, queryType: `${input.queryType}.${name}` });
        order.push(`${name} out`);
        return `${String(value)}.${name}`;
      },
    });
    let queryType = '';
    const handlers: WorkflowServiceHandlers = {
      queryWorkflow: ({ query }) => {
        queryType = query!.queryType;
        return { queryResult: { payloads: [payload('value')] } };
      },
    };
    const { workflow } = inMemoryClient(handlers, {}, { interceptors: { workflow: [wrap('a'), wrap('b')] } });
    expect(await workflow.getHandle('w').query('q')).toBe('value.b.a');
    expect(queryType).toBe('q.a.b');
    expect(order).toEqual(['a in', 'b in', 'b out', 'a out']);
  });

  it('send headers, which no codec touches', async () => {
    const trace = { trace: defaultPayloadConverter.toPayload('t') };
    const withTrace: WorkflowClientInterceptor = {
      startWithDetails: (input, next) => next({ ...input, headers: { ...input.headers, ...trace } }),
      signalWithStart: (input, next) => next({ ...input, headers: trace }),
      signal: (input, next) => next({ ...input, headers: trace }),
      query: (input, next) => next({ ...input, headers: trace }),
      startUpdate: (input, next) => next({ ...input, headers: trace }),
      startUpdateWithStart: (input, next) => next({ ...input, workflowStartHeaders: trace, updateHeaders: trace }),
    };
    const { handlers, headers } = server();
    const codec = {
      encode: () => Promise.reject(new Error('A codec saw a header')),
      decode: (payloads: never[]) => Promise.resolve(payloads),
    };
    const { workflow } = inMemoryClient(
      handlers,
      {},
      {
        interceptors: { workflow: [withTrace] },
        dataConverter: { payloadCodecs: [codec] },
      },
    );
    const handle = await workflow.start('w', options);
    await handle.signal('s');
    await handle.query('q');
    await handle.startUpdate('u', { waitForStage: 'ACCEPTED' });
    await workflow.signalWithStart('w', { ...options, signal: 's' });
    const startWorkflowOperation = new WithStartWorkflowOperation('w', {
      ...options,
      workflowIdConflictPolicy: 'FAIL',
    });
    await workflow.startUpdateWithStart('u', { startWorkflowOperation, waitForStage: 'ACCEPTED' });
    expect(headers).toEqual({
      start: ['trace'],
      signal: ['trace'],
      query: ['trace'],
      update: ['trace'],
      signalWithStart: ['trace'],
      'withStart/start': ['trace'],
      'withStart/update': ['trace'],
    });
  });

  it('may be instances of a class, and may answer without a call', async () => {
    class Cache implements WorkflowClientInterceptor {
      readonly #value = 'cached';
      query(): Promise<unknown> {
        return Promise.resolve(this.#value);
      }
    }
    const { workflow } = inMemoryClient({}, {}, { interceptors: { workflow: [new Cache()] } });
    expect(await workflow.getHandle('w').query('q')).toBe('cached');
  });

  it('with the deprecated `start` still work', async () => {
    const started: string[] = [];
    const old: WorkflowClientInterceptor = {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- that it still works is the point
      async start(input, next) {
        const runId = await next(input);
        started.push(runId);
        return runId;
      },
    };
    const { workflow } = inMemoryClient(server().handlers, {}, { interceptors: { workflow: [old] } });
    const handle = await workflow.start('w', options);
    expect(started).toEqual(['run-1']);
    expect(handle).toMatchObject({ firstExecutionRunId: 'run-1', started: true, eagerlyStarted: false });
  });

  it('may be made for each handle, in the old form', async () => {
    const made: unknown[] = [];
    const calls: string[] = [];
    const interceptors: ClientInterceptors = {
      workflow: {
        calls: [
          (target) => {
            made.push(target);
            return noting(calls, `${target.workflowId}:`);
          },
        ],
      },
    };
    const { workflow } = inMemoryClient(server().handlers, {}, { interceptors });
    await workflow.getHandle('one', 'run').query('q');
    expect(made).toContainEqual({ workflowId: 'one', runId: 'run' });
    expect(calls).toEqual(['one:query']);
  });

  it('that fail make the call fail', async () => {
    const refusing: WorkflowClientInterceptor = {
      result: () => Promise.reject(new WorkflowFailedError('refused', undefined, undefined)),
    };
    const { workflow } = inMemoryClient({}, {}, { interceptors: { workflow: [refusing] } });
    const error = await rejectionOf(workflow.result('w'), WorkflowFailedError);
    expect(error.message).toBe('refused');
  });

  it('apply to scoped clients too', async () => {
    const calls: string[] = [];
    const client = inMemoryClient(server().handlers, {}, { interceptors: { workflow: [noting(calls)] } });
    await client.with({ timeoutMs: 1_000 }).workflow.count();
    await client.workflow.with({ timeoutMs: 1_000 }).count();
    await client.workflow.getHandle('w').with({ timeoutMs: 1_000 }).query('q');
    expect(calls).toEqual(['count', 'count', 'query']);
  });
});
