import { describe, expect, it } from 'vitest';
import { GrpcError, RawValue, status, type WorkflowExecutionInfo } from '../../../src/client/index.js';
import { emptyPayload } from '../../../src/app/components/payload-input/payload-draft.js';
import { compileDeed, emptyDraft } from '../../../src/app/screens/batch/deed-draft.js';
import { deedOf, deeds } from '../../../src/app/screens/batch/deeds.js';
import { jobEndOf, innermost } from '../../../src/app/screens/batch/job-end.js';
import { jobPace, rateText } from '../../../src/app/screens/batch/job-pace.js';
import { jobStateOf, readJob, statesInQuery } from '../../../src/app/screens/batch/job-record.js';
import { canBeDoneDirectly } from '../../../src/app/screens/batch/perform.js';
import { paceMs } from '../../../src/app/screens/batch/queries.js';
import { scopeOf, targetsOf } from '../../../src/app/screens/batch/scope.js';
import { startProblem } from '../../../src/app/screens/batch/start-problem.js';
import { allOf, nothing, withRows } from '../../../src/app/screens/workflows/selection-model.js';

function row(runId: string, name = 'RUNNING'): WorkflowExecutionInfo {
  return { runId, workflowId: `w "${runId}"`, status: { name } } as WorkflowExecutionInfo;
}

describe('what a deed is for', () => {
  it('leaves closed rows out where they cannot be meant', () => {
    const selected = withRows(nothing, [row('a'), row('b', 'COMPLETED'), row('c', 'PAUSED')], true);
    const scope = scopeOf(selected, deedOf('terminate'));
    expect(scope).toMatchObject({ kind: 'rows', leftOut: 1 });
    expect(scope.kind === 'rows' && targetsOf(scope.rows)).toEqual([
      { workflowId: 'w "a"', runId: 'a' },
      { workflowId: 'w "c"', runId: 'c' },
    ]);
    expect(scopeOf(selected, deedOf('delete'))).toMatchObject({ leftOut: 0 });
  });

  it('asks for open executions as the server would, so that the number is the right one', () => {
    expect(scopeOf(allOf('WorkflowType = "a" OR WorkflowType = "b"', 7), deedOf('cancel'))).toEqual({
      kind: 'query',
      query: '(WorkflowType = "a" OR WorkflowType = "b") AND ExecutionStatus IN ("Running", "Paused")',
      queryBeforePaused: '(WorkflowType = "a" OR WorkflowType = "b") AND ExecutionStatus = "Running"',
      isEverything: false,
      exceptions: 0,
    });
    expect(scopeOf(allOf('WorkflowType = "a"', 7), deedOf('reset'))).toMatchObject({ query: 'WorkflowType = "a"' });
  });

  it('says that all of a Namespace is meant when there is no query', () => {
    expect(scopeOf(allOf('  ', 7), deedOf('delete'))).toMatchObject({
      query: 'WorkflowId IS NOT NULL',
      isEverything: true,
    });
    expect(scopeOf(allOf('', 7), deedOf('terminate'))).toMatchObject({
      query: 'ExecutionStatus IN ("Running", "Paused")',
      isEverything: true,
    });
  });

  it('names exceptions in the query, whatever is in it', () => {
    const all = withRows(allOf('WorkflowType = "a" OR WorkflowType = "b"', 7), [row('x"y'), row('z')], false);
    expect(scopeOf(all, deedOf('delete'))).toMatchObject({
      query: '(WorkflowType = "a" OR WorkflowType = "b") AND RunId NOT IN ("x\\"y", "z")',
      exceptions: 2,
    });
    expect(scopeOf(withRows(allOf('', 7), [row('z')], false), deedOf('delete'))).toMatchObject({
      query: 'RunId NOT IN ("z")',
      isEverything: true,
    });
  });
});

describe('a deed from its form', () => {
  it.each(['cancel', 'terminate', 'delete'] as const)('%s needs nothing more', (kind) => {
    expect(compileDeed(kind, emptyDraft())).toEqual({ ok: true, operation: { type: kind } });
  });

  it('signal needs a name and JSON that can be read, and sends it as it was written', () => {
    const draft = { ...emptyDraft(), args: [{ ...emptyPayload(1), text: '{"n": 12345678901234567890}' }] };
    expect(compileDeed('signal', draft)).toMatchObject({ ok: false, errors: { fields: { signalName: /name/ } } });
    expect(
      compileDeed('signal', { ...draft, signalName: 'go', args: [{ ...emptyPayload(7), text: '{' }] }),
    ).toMatchObject({
      ok: false,
      errors: { args: { 7: expect.any(String) } },
    });
    const compiled = compileDeed('signal', { ...draft, signalName: ' go ' });
    expect(compiled).toMatchObject({ ok: true, operation: { type: 'signal', signal: 'go' } });
    const [value] = (compiled.ok && compiled.operation.type === 'signal' && compiled.operation.args) || [];
    expect(value).toBeInstanceOf(RawValue);
  });

  it('reset goes to a Workflow Task or a Build Id, without what is left out', () => {
    expect(compileDeed('reset', { ...emptyDraft(), exclude: ['SIGNAL'] })).toEqual({
      ok: true,
      operation: { type: 'reset', to: 'last-workflow-task', exclude: ['SIGNAL'] },
    });
    const toBuild = { ...emptyDraft(), resetTo: 'build-id' as const };
    expect(compileDeed('reset', toBuild)).toMatchObject({
      ok: false,
      errors: { fields: { buildId: expect.any(String) } },
    });
    const compiled = compileDeed('reset', { ...toBuild, buildId: ' v2 ', currentRunOnly: true });
    expect(compiled).toEqual({
      ok: true,
      operation: { type: 'reset', to: { buildId: 'v2' }, currentRunOnly: true, exclude: [] },
    });
    expect(compiled.ok && canBeDoneDirectly(compiled.operation)).toBe(false);
  });

  it('options change only what was chosen', () => {
    expect(compileDeed('updateOptions', emptyDraft())).toMatchObject({
      ok: false,
      errors: { fields: { all: expect.any(String) } },
    });
    expect(
      compileDeed('updateOptions', {
        ...emptyDraft(),
        override: 'pinned',
        pinnedDeployment: 'orders',
        pinnedBuildId: 'v1',
        priority: 'clear',
      }),
    ).toEqual({
      ok: true,
      operation: {
        type: 'updateOptions',
        change: { versioningOverride: { pinnedTo: { deploymentName: 'orders', buildId: 'v1' } }, priority: null },
      },
    });
    expect(compileDeed('updateOptions', { ...emptyDraft(), priority: 'set', priorityKey: '0' })).toMatchObject({
      ok: false,
    });
  });

  it('activities are all of them, or those of a type', () => {
    expect(compileDeed('unpauseActivities', { ...emptyDraft(), jitter: '30s', resetAttempts: true })).toEqual({
      ok: true,
      operation: { type: 'unpauseActivities', resetAttempts: true, resetHeartbeat: false, jitter: 30_000 },
    });
    expect(compileDeed('resetActivities', { ...emptyDraft(), activityType: ' charge ' })).toMatchObject({
      operation: { activityType: 'charge', keepPaused: false },
    });
    expect(compileDeed('resetActivities', { ...emptyDraft(), jitter: 'soon' })).toMatchObject({
      ok: false,
      errors: { fields: { jitter: expect.any(String) } },
    });
  });

  it('activity options are restored, or changed in lengths of time', () => {
    expect(compileDeed('updateActivityOptions', { ...emptyDraft(), restoreOptions: true })).toEqual({
      ok: true,
      operation: { type: 'updateActivityOptions', change: 'restore' },
    });
    expect(
      compileDeed('updateActivityOptions', { ...emptyDraft(), startToCloseTimeout: '5m', activityTaskQueue: 'slow' }),
    ).toEqual({
      ok: true,
      operation: { type: 'updateActivityOptions', change: { taskQueue: 'slow', startToCloseTimeout: 300_000 } },
    });
    expect(compileDeed('updateActivityOptions', { ...emptyDraft(), heartbeatTimeout: '5 bananas' })).toMatchObject({
      ok: false,
      errors: { fields: { heartbeatTimeout: expect.any(String) } },
    });
  });

  it('can be done by single calls, but for a Build Id', () => {
    const draft = { ...emptyDraft(), signalName: 'go', override: 'AUTO_UPGRADE' as const, restoreOptions: true };
    for (const { kind } of deeds) {
      const compiled = compileDeed(kind, draft);
      expect(compiled.ok && canBeDoneDirectly(compiled.operation), kind).toBe(true);
    }
  });
});

describe('a job that visibility lists', () => {
  const info = {
    workflowId: 'job-1',
    status: { name: 'TERMINATED' },
    memo: {
      batch_operation_type: 'update_activity_options',
      batch_operation_reason: 'why "not"',
      batch_operation_stats: { NumSuccess: 3, NumFailure: 1 },
    },
    searchAttributes: { BatcherUser: ['ann'] },
    startTime: new Date(0),
    closeTime: undefined,
  } as unknown as WorkflowExecutionInfo;

  it('tells its reason, its operator and its numbers', () => {
    expect(readJob(info)).toEqual({
      jobId: 'job-1',
      state: 'STOPPED',
      operation: 'updateActivityOptions',
      reason: 'why "not"',
      by: 'ann',
      startTime: new Date(0),
      closeTime: undefined,
      numbers: { done: 3, failed: 1 },
    });
  });

  it('may lack all of it', () => {
    const bare = { ...info, memo: undefined, searchAttributes: {} };
    expect(readJob(bare)).toMatchObject({ operation: undefined, reason: '', by: '', numbers: undefined });
    expect(
      readJob({ ...info, memo: { batch_operation_type: 'terminate_workflows', batch_operation_stats: 'x' } }),
    ).toMatchObject({
      operation: 'terminate',
      numbers: undefined,
    });
  });

  it('is stopped rather than failed when somebody ended it', () => {
    expect(['RUNNING', 'COMPLETED', 'TERMINATED', 'FAILED', 'TIMED_OUT', 'CONTINUED_AS_NEW'].map(jobStateOf)).toEqual([
      'RUNNING',
      'COMPLETED',
      'STOPPED',
      'FAILED',
      'FAILED',
      'UNKNOWN',
    ]);
    expect(statesInQuery('STOPPED')).toBe('ExecutionStatus IN ("Terminated", "Canceled")');
  });
});

describe('how a job ended', () => {
  const event = (attributes: object) => ({ attributes }) as unknown as Parameters<typeof jobEndOf>[0];

  it('is in its last event', () => {
    expect(
      jobEndOf(event({ case: 'workflowExecutionTerminatedEventAttributes', value: { identity: 'ann', reason: 'no' } })),
    ).toEqual({ kind: 'stopped', by: 'ann', reason: 'no' });
    const failure = {
      message: 'activity error',
      cause: { message: 'invalid query: near "x"', cause: { message: '' } },
    };
    expect(jobEndOf(event({ case: 'workflowExecutionFailedEventAttributes', value: { failure } }))).toEqual({
      kind: 'failed',
      message: 'invalid query: near "x"',
    });
    expect(jobEndOf(event({ case: 'workflowExecutionCompletedEventAttributes', value: {} }))).toBeUndefined();
    expect(innermost(undefined)).toBe('');
  });
});

describe('the pace of a job', () => {
  const startTime = new Date(1_000);

  it('is that of the whole job, and what is left follows from it', () => {
    expect(jobPace({ startTime, closeTime: undefined }, 100, 400, 11_000)).toEqual({ perSecond: 10, leftMs: 30_000 });
    expect(jobPace({ startTime, closeTime: new Date(3_000) }, 100, 400, 11_000)).toEqual({
      perSecond: 50,
      leftMs: undefined,
    });
  });

  it('is unknown before the first result', () => {
    expect(jobPace({ startTime, closeTime: undefined }, 0, 400, 11_000)).toBeUndefined();
    expect(jobPace({ startTime: undefined, closeTime: undefined }, 5, 400, 11_000)).toBeUndefined();
  });

  it('is written with two digits', () => {
    expect([48.3, 1.549, 0.0412].map(rateText)).toEqual(['48', '1.5', '0.041']);
  });

  it('decides how often it is looked at: seldom, once it is old', () => {
    const now = 10_000_000;
    expect([1, 60, 600, 7200].map((seconds) => paceMs(new Date(now - seconds * 1000), now))).toEqual([
      1_000, 2_500, 5_000, 15_000,
    ]);
  });
});

describe('a job that was not started', () => {
  it('says what is special about it', () => {
    const problem = (code: number, details: string) => startProblem(new GrpcError(code, details));
    expect(problem(status.RESOURCE_EXHAUSTED, 'Max concurrent batch operations is reached')).toBe('busy');
    expect(problem(status.RESOURCE_EXHAUSTED, 'namespace rate limit exceeded')).toBeUndefined();
    expect(problem(status.PERMISSION_DENIED, 'Batch operation feature are disabled on this namespace.')).toBe(
      'disabled',
    );
    expect(problem(status.PERMISSION_DENIED, 'Request unauthorized.')).toBeUndefined();
    expect(problem(status.UNIMPLEMENTED, 'unknown method')).toBe('unsupported');
    expect(problem(status.INVALID_ARGUMENT, 'batch executions count exceeded: 1000')).toBe('tooMany');
    expect(problem(status.INVALID_ARGUMENT, 'invalid visibility query: x')).toBeUndefined();
  });
});
