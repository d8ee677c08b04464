import { describe, expect, it } from 'vitest';
import { ServiceError, status, type WorkflowOptions } from '../../src/client/index.js';
import { client, endAfterTest, onNobody, startedAttributes } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

/** Starts on a task queue that nobody polls, so that what was sent is all there is. */
async function started(options: Partial<WorkflowOptions> & { args?: unknown[] }) {
  const handle = endAfterTest(await client.workflow.start('any', { ...onNobody(), ...options }));
  return { handle, attributes: await startedAttributes(handle) };
}

const seconds = (value: number) => ({ seconds: BigInt(value), nanos: 0 });

describe('start options', () => {
  it('sets the three timeouts, as text or in milliseconds', async () => {
    const { attributes } = await started({
      workflowExecutionTimeout: '2 hours',
      workflowRunTimeout: '30m',
      workflowTaskTimeout: 7_000,
    });
    expect(attributes.workflowExecutionTimeout).toMatchObject(seconds(7200));
    expect(attributes.workflowRunTimeout).toMatchObject(seconds(1800));
    expect(attributes.workflowTaskTimeout).toMatchObject(seconds(7));
  });

  it('sets fractions of a second', async () => {
    const { attributes } = await started({ workflowRunTimeout: 90_250 });
    expect(attributes.workflowRunTimeout).toMatchObject({ seconds: 90n, nanos: 250_000_000 });
  });

  it('sets the retry policy', async () => {
    const { attributes } = await started({
      retry: {
        initialInterval: '2s',
        backoffCoefficient: 3,
        maximumInterval: '1m',
        maximumAttempts: 4,
        nonRetryableErrorTypes: ['CardDeclined', 'OutOfStock'],
      },
    });
    expect(attributes.retryPolicy).toMatchObject({
      initialInterval: seconds(2),
      backoffCoefficient: 3,
      maximumInterval: seconds(60),
      maximumAttempts: 4,
      nonRetryableErrorTypes: ['CardDeclined', 'OutOfStock'],
    });
  });

  it('sends no retry policy unless asked to', async () => {
    const { attributes } = await started({});
    expect(attributes.retryPolicy).toBeUndefined();
  });

  it('takes Infinity as no limit of attempts', async () => {
    const { attributes } = await started({ retry: { maximumAttempts: Infinity } });
    expect(attributes.retryPolicy).toMatchObject({ maximumAttempts: 0, initialInterval: seconds(1) });
  });

  it('sets the cron schedule', async () => {
    const { attributes } = await started({ cronSchedule: '0 3 * * 1' });
    expect(attributes.cronSchedule).toBe('0 3 * * 1');
    expect(Number(attributes.firstWorkflowTaskBackoff?.seconds)).toBeGreaterThan(0);
  });

  it('delays the first Workflow Task', async () => {
    const { handle, attributes } = await started({ startDelay: '1h' });
    expect(Number(attributes.firstWorkflowTaskBackoff?.seconds)).toBeGreaterThan(3590);
    const { startTime, executionTime } = await handle.describe();
    const delayMs = Number(executionTime) - Number(startTime);
    expect(delayMs).toBeGreaterThan(3_590_000);
    expect(delayMs).toBeLessThanOrEqual(3_600_000);
  });

  it('sets priority and fairness', async () => {
    const priority = { priorityKey: 2, fairnessKey: 'tenant-7', fairnessWeight: 2.5 };
    const { handle, attributes } = await started({ priority });
    expect(attributes.priority).toMatchObject(priority);
    expect((await handle.describe()).priority).toEqual(priority);
  });

  it('sets static summary and details', async () => {
    const { handle } = await started({ staticSummary: 'A *summary*', staticDetails: 'Line 1\nLine 2 🐘' });
    const description = await handle.describe();
    expect(await description.staticSummary()).toBe('A *summary*');
    expect(await description.staticDetails()).toBe('Line 1\nLine 2 🐘');
  });

  it('leaves summary and details undefined when they are not given', async () => {
    const { handle } = await started({});
    const description = await handle.describe();
    expect(await description.staticSummary()).toBeUndefined();
    expect(await description.staticDetails()).toBeUndefined();
  });

  it('sets the versioning override AUTO_UPGRADE', async () => {
    const { attributes } = await started({ versioningOverride: 'AUTO_UPGRADE' });
    expect(attributes.versioningOverride?.override).toEqual({ case: 'autoUpgrade', value: true });
  });

  it('sends a pinned versioning override, which the server checks', async () => {
    const version = { deploymentName: 'shop', buildId: 'build-9' };
    const error = await rejectionOf(started({ versioningOverride: { pinnedTo: version } }), ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.FAILED_PRECONDITION);
    expect(grpcCauseOf(error).details).toContain('shop:build-9');
  });

  it('sends the arguments in order', async () => {
    const { attributes } = await started({ args: ['first', 2, { third: true }] });
    const texts = attributes.input?.payloads.map(({ data }) => new TextDecoder().decode(data));
    expect(texts).toEqual(['"first"', '2', '{"third":true}']);
  });

  it('sends no input without arguments', async () => {
    const { attributes } = await started({});
    expect(attributes.input?.payloads ?? []).toEqual([]);
  });
});
