import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { EventType } from '../../../gen/core/temporal/api/enums/v1/event_type_pb.js';
import { HistoryEventSchema } from '../../../gen/history/temporal/api/history/v1/message_pb.js';
import { FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { GetWorkflowExecutionHistoryRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type GetWorkflowExecutionHistoryResponse,
  GetWorkflowExecutionHistoryResponseSchema,
} from '../../../gen/history/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  ApplicationFailure,
  type Client,
  ServiceError,
  status,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
} from '../../../src/client/index.js';
import { closeEvent, completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';

/** What the server describes the run as. */
const described = { status: WorkflowExecutionStatus.COMPLETED };

/** A Client whose long polls are answered from a list; the last answer repeats. */
function polling(...answers: GetWorkflowExecutionHistoryResponse[]): {
  client: Client;
  requests: GetWorkflowExecutionHistoryRequest[];
} {
  const requests: GetWorkflowExecutionHistoryRequest[] = [];
  const client = inMemoryClient({
    getWorkflowExecutionHistory: (request) => {
      requests.push(request);
      return answers[Math.min(requests.length, answers.length) - 1]!;
    },
    startWorkflowExecution: () => ({ runId: 'run-1', started: true }),
    describeWorkflowExecution: () => ({ workflowExecutionInfo: { status: described.status } }),
  });
  return { client, requests };
}

const token = ({ nextPageToken }: GetWorkflowExecutionHistoryRequest): string =>
  new TextDecoder().decode(nextPageToken);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  described.status = WorkflowExecutionStatus.COMPLETED;
});

describe('the poll for a close event', () => {
  it('asks the server to wait for the close event of the run', async () => {
    const { client, requests } = polling(page(completed('done')));
    expect(await client.workflow.result('w', 'r')).toBe('done');
    expect(requests[0]).toMatchObject({
      namespace: 'default',
      execution: { workflowId: 'w', runId: 'r' },
      waitNewEvent: true,
      skipArchival: true,
      historyEventFilterType: 2,
    });
  });

  it('goes on with the token of an empty page', async () => {
    const { client, requests } = polling(page(undefined, 'one'), page(undefined, 'two'), page(completed(1)));
    const result = client.workflow.result('w');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toBe(1);
    expect(requests.map(token)).toEqual(['', 'one', 'two']);
  });

  it('begins again after an empty page without token', async () => {
    const { client, requests } = polling(page(undefined, 'one'), page(), page(completed(1)));
    const result = client.workflow.result('w');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toBe(1);
    expect(requests.map(token)).toEqual(['', 'one', '']);
  });

  it('does not become a hot loop when a proxy answers at once: two polls a second', async () => {
    const { client, requests } = polling(page(undefined, 'again'));
    const result = rejectionOf(client.workflow.result('w', undefined, { timeoutMs: 10_000 }), ServiceError);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(grpcCauseOf(await result).code).toBe(status.DEADLINE_EXCEEDED);
    expect(requests.length).toBeGreaterThanOrEqual(19);
    expect(requests.length).toBeLessThanOrEqual(21);
  });

  it.each([
    ['of the scope', (client: Client) => client.with({ timeoutMs: 1_200 }).workflow.result('w')],
    ['of the handle', (client: Client) => client.workflow.getHandle('w').with({ timeoutMs: 1_200 }).result()],
    ['of the call', (client: Client) => client.workflow.result('w', undefined, { timeoutMs: 1_200 })],
    [
      'of execute',
      (client: Client) => client.workflow.execute('t', { taskQueue: 'q', workflowId: 'w' }, { timeoutMs: 1_200 }),
    ],
  ])('ends at the limit %s, which is for the whole wait', async (_where, wait) => {
    const { client } = polling(page(undefined, 'again'));
    const result = rejectionOf(wait(client), ServiceError);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(grpcCauseOf(await result).code).toBe(status.DEADLINE_EXCEEDED);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends when the signal aborts between two polls', async () => {
    const { client, requests } = polling(page(undefined, 'again'));
    const controller = new AbortController();
    const result = rejectionOf(client.workflow.result('w', 'r', { signal: controller.signal }), ServiceError);
    await vi.advanceTimersByTimeAsync(700);
    controller.abort('enough');
    await vi.advanceTimersByTimeAsync(0);
    expect(grpcCauseOf(await result)).toMatchObject({ code: status.CANCELLED, cause: 'enough' });
    expect(requests).toHaveLength(2);
  });

  it('raises ServiceError for an event that is no close event known here, instead of asking for ever', async () => {
    const { client, requests } = polling(
      page(create(HistoryEventSchema, { eventId: 9n, eventType: 4711 as EventType })),
    );
    const error = rejectionOf(client.workflow.result('w'), ServiceError);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await error).message).toContain('9');
    expect(requests).toHaveLength(2);
  });

  it('takes the close event of a run that closed while it was told to be paused', async () => {
    const { client, requests } = polling(
      page(create(HistoryEventSchema, { eventId: 5n, eventType: EventType.WORKFLOW_EXECUTION_PAUSED })),
      page(completed('meanwhile')),
    );
    const result = client.workflow.result('w');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toBe('meanwhile');
    expect(requests).toHaveLength(2);
  });

  it('goes on through a pause, in which servers answer with the last event, whatever it is', async () => {
    described.status = WorkflowExecutionStatus.PAUSED;
    const { client, requests } = polling(
      page(create(HistoryEventSchema, { eventId: 5n, eventType: EventType.WORKFLOW_EXECUTION_PAUSED })),
      page(completed('after the pause')),
    );
    const result = client.workflow.result('w');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toBe('after the pause');
    expect(requests).toHaveLength(2);
  });

  it('raises ServiceError for a page of several events', async () => {
    const events = [completed(1), completed(2)];
    const { client } = polling(create(GetWorkflowExecutionHistoryResponseSchema, { history: { events } }));
    await rejectionOf(client.workflow.result('w'), ServiceError);
  });
});

describe('the successor of a run', () => {
  const continued = closeEvent({
    case: 'workflowExecutionContinuedAsNewEventAttributes',
    value: { newExecutionRunId: 'run-2' },
  });
  const failure = create(FailureSchema, { message: 'attempt one' });
  const closed = [
    ['completed (cron)', completed(1, 'run-2')],
    [
      'failed (retry)',
      closeEvent({
        case: 'workflowExecutionFailedEventAttributes',
        value: { failure, newExecutionRunId: 'run-2', retryState: 1 },
      }),
    ],
    [
      'timed out (retry)',
      closeEvent({ case: 'workflowExecutionTimedOutEventAttributes', value: { newExecutionRunId: 'run-2' } }),
    ],
    ['continued as new', continued],
  ] as const;

  it.each(closed)('is asked for without a token: a run that %s', async (_how, event) => {
    const { client, requests } = polling(page(event, 'of run 1'), page(completed('end')));
    const handle = await client.workflow.start('t', { taskQueue: 'q', workflowId: 'w' });
    expect(await handle.result()).toBe('end');
    expect(requests.map((request) => [request.execution?.runId, token(request)])).toEqual([
      ['run-1', ''],
      ['run-2', ''],
    ]);
  });

  it('is not asked for with followRuns: false', async () => {
    const [cron, failed, timedOut, asNew] = closed.map(([, event]) =>
      polling(page(event)).client.workflow.result('w', 'r', { followRuns: false }),
    );
    expect(await cron).toBe(1);
    expect(await rejectionOf(failed!, WorkflowFailedError)).toMatchObject({ retryState: 'IN_PROGRESS' });
    expect((await rejectionOf(timedOut!, WorkflowFailedError)).cause).toBeInstanceOf(TimeoutFailure);
    const error = await rejectionOf(asNew!, WorkflowContinuedAsNewError);
    expect(error).toMatchObject({ newExecutionRunId: 'run-2', message: 'Workflow execution continued as new' });
  });

  it('is not asked for when the handle says followRuns: false and result() says nothing', async () => {
    const { client } = polling(page(continued), page(continued), page(continued), page(completed('followed')));
    const handle = client.workflow.getHandle('w', 'r', { followRuns: false });
    await rejectionOf(handle.result(), WorkflowContinuedAsNewError);
    await rejectionOf(handle.result({}), WorkflowContinuedAsNewError);
    await rejectionOf(handle.result({ followRuns: undefined }), WorkflowContinuedAsNewError);
  });
});

describe('the outcome', () => {
  it('of a termination without reason has a text of its own', async () => {
    const event = closeEvent({ case: 'workflowExecutionTerminatedEventAttributes', value: {} });
    const error = await rejectionOf(polling(page(event)).client.workflow.result('w'), WorkflowFailedError);
    expect(error.message).toBe('Workflow execution terminated');
    expect(error.cause).toBeInstanceOf(TerminatedFailure);
    expect(error.cause?.stack).toBe('');
  });

  it('of a completion without result is undefined, and of several the first', async () => {
    const empty = closeEvent({ case: 'workflowExecutionCompletedEventAttributes', value: {} });
    expect(await polling(page(empty)).client.workflow.result('w')).toBeUndefined();
    const two = completed('first');
    if (two.attributes.case === 'workflowExecutionCompletedEventAttributes') {
      two.attributes.value.result?.payloads.push(two.attributes.value.result.payloads[0]!);
    }
    expect(await polling(page(two)).client.workflow.result('w')).toBe('first');
  });

  it('of a failure with 200 causes is read to the last of them', async () => {
    let failure = create(FailureSchema, { message: 'level 200' });
    for (let level = 199; level > 0; level--)
      failure = create(FailureSchema, { message: `level ${level}`, cause: failure });
    const event = closeEvent({ case: 'workflowExecutionFailedEventAttributes', value: { failure } });
    const error = await rejectionOf(polling(page(event)).client.workflow.result('w'), WorkflowFailedError);
    let last: unknown = error.cause;
    while (last instanceof Error && last.cause) last = last.cause;
    expect(last).toMatchObject({ message: 'level 200' });
  });

  it('of a failure without a message from the worker is still WorkflowFailedError', async () => {
    const event = closeEvent({ case: 'workflowExecutionFailedEventAttributes', value: { retryState: 3 } });
    const error = await rejectionOf(polling(page(event)).client.workflow.result('w'), WorkflowFailedError);
    expect(error).toMatchObject({ retryState: 'TIMEOUT', cause: undefined });
    expect(error.cause).not.toBeInstanceOf(ApplicationFailure);
  });
});
