import { describe, expect, it, vi } from 'vitest';
import { Client, NamespaceNotFoundError, ServiceError, status, ValueError } from '../../src/client/index.js';
import { client, endAfterTest, onNobody, onSamples, openClient, taskQueue, workflow } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

describe('a Namespace that does not exist', () => {
  const namespace = uniqueId('no-namespace');
  const { workflow: calls } = new Client({ connection: client.connection, namespace });

  it.each([
    ['start', () => calls.start('greet', { ...onSamples(), args: ['Ada'] })],
    ['result', () => calls.getHandle('any').result()],
    ['describe', () => calls.getHandle('any').describe()],
    ['signal', () => calls.getHandle('any').signal('any')],
    ['query', () => calls.getHandle('any').query('any')],
    ['cancel', () => calls.getHandle('any').cancel()],
    ['terminate', () => calls.getHandle('any').terminate()],
    ['fetchHistory', () => calls.getHandle('any').fetchHistory()],
    ['listPage', () => calls.listPage()],
    ['count', () => calls.count()],
  ] as const)('raises NamespaceNotFoundError from %s', async (_method, call) => {
    const error = await rejectionOf(call(), NamespaceNotFoundError);
    expect(error.namespace).toBe(namespace);
    expect(error.message).toContain(namespace);
    expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
  });
});

describe('Workflow Ids with unusual characters', () => {
  it.each([
    ['quotes', `it's "quoted" \`three\` ways`],
    ['emoji', '🐘-👩‍👩‍👧-é'],
    ['HTML', '<script>alert(1)</script>&amp;'],
    ['slashes and percent signs', '../a/b?c=d#e%20%zz\\'],
    ['line breaks', 'line one\nline two\ttab'],
    ['spaces at both ends', '  padded  '],
  ])('work through all calls: %s', async (_kind, text) => {
    const workflowId = `${text}${uniqueId()}${text}`;
    const handle = await client.workflow.start('greet', { taskQueue, workflowId, args: ['Ada'] });
    expect(await handle.result()).toBe('Hello, Ada!');
    expect((await handle.describe()).workflowId).toBe(workflowId);
    expect((await handle.fetchHistory()).events.length).toBeGreaterThan(0);
  });

  it('are found by a list', async () => {
    const workflowId = uniqueId(`it's <b> 🐘`);
    endAfterTest(await workflow.start('greet', { ...onNobody(), workflowId, args: ['Ada'] }));
    const query = `WorkflowId = '${workflowId.replaceAll("'", "\\'")}'`;
    await vi.waitFor(
      async () => {
        const { items: executions } = await client.workflow.listPage({ query });
        expect(executions.map((execution) => execution.workflowId)).toEqual([workflowId]);
      },
      { timeout: 30_000, interval: 100 },
    );
  });
});

describe('options that no server has to judge', () => {
  it.each([
    ['no task queue', { taskQueue: '' }, TypeError],
    ['no Workflow Id', { workflowId: '' }, TypeError],
    ['a duration that is none', { workflowRunTimeout: 'soon' }, ValueError],
    ['a duration that is not finite', { workflowRunTimeout: NaN }, ValueError],
    ['an unknown reuse policy', { workflowIdReusePolicy: 'SOMETIMES' }, ValueError],
    ['an unknown conflict policy', { workflowIdConflictPolicy: 'ASK' }, ValueError],
    ['a retry policy without attempts', { retry: { maximumAttempts: 0 } }, ValueError],
    ['a negative priority', { priority: { priorityKey: -1 } }, RangeError],
    ['an eager start', { requestEagerStart: true }, TypeError],
  ] as const)('are refused before anything is sent: %s', async (_what, options, errorClass) => {
    const fetch = recordingFetch();
    const start = openClient({}, { fetch }).workflow.start('any', { ...onSamples(), ...(options as object) });
    await rejectionOf(start, errorClass);
    expect(fetch.requests).toHaveLength(0);
  });
});

describe('options that the server refuses', () => {
  it('raise ServiceError with its words: a cron schedule that is none', async () => {
    const start = client.workflow.start('any', { ...onNobody(), cronSchedule: 'every now and then' });
    const error = await rejectionOf(start, ServiceError);
    expect(grpcCauseOf(error)).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(grpcCauseOf(error).details).toMatch(/cron/i);
  });

  it('raise ServiceError with its words: a Workflow Id that is too long', async () => {
    const start = client.workflow.start('any', { ...onNobody(), workflowId: 'x'.repeat(2000) });
    expect(grpcCauseOf(await rejectionOf(start, ServiceError)).details).toMatch(/length|long/i);
  });
});
