import { describe, expect, it } from 'vitest';
import {
  ActivityFailure,
  ApplicationFailure,
  rootCause,
  TemporalFailure,
  WorkflowFailedError,
} from '../../src/client/index.js';
import { onSamples, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';

async function failedOrder(customerId: string, sku: string): Promise<WorkflowFailedError> {
  const input = { customerId, items: [{ sku, quantity: 1, unitPriceCents: 10_00 }] };
  return rejectionOf(workflow.execute('order', { ...onSamples(), args: [input] }), WorkflowFailedError);
}

describe('a Workflow that failed because of an Activity', () => {
  it('has the failure of the Workflow, of the Activity and of its code as causes', async () => {
    const error = await failedOrder('declined-1', 'PEN-1');
    const order = error.cause as ApplicationFailure;
    expect(order).toBeInstanceOf(ApplicationFailure);
    expect(order).toMatchObject({ type: 'OrderFailed', nonRetryable: true });
    const activity = order.cause as ActivityFailure;
    expect(activity).toBeInstanceOf(ActivityFailure);
    expect(activity).not.toBeInstanceOf(ApplicationFailure);
    expect(activity.activityType).toBe('chargeCard');
    expect(activity.activityId).toBeTruthy();
    expect(activity.retryState).toBe('NON_RETRYABLE_FAILURE');
    expect(activity.identity).toBeTruthy();
    const root = activity.cause as ApplicationFailure;
    expect(root).toBeInstanceOf(ApplicationFailure);
    expect(root).toMatchObject({
      type: 'CardDeclined',
      message: 'The card of declined-1 was declined',
      nonRetryable: true,
      details: [{ amountCents: 1000 }],
    });
    expect(root.cause).toBeUndefined();
    expect(root.stack).toContain('chargeCard');
    expect(rootCause(error.cause)).toBe('The card of declined-1 was declined');
  });

  it('has failures that are all TemporalFailure, with the message they came from', async () => {
    const error = await failedOrder('c-1', 'GONE-1');
    const chain: TemporalFailure[] = [];
    for (let cause: unknown = error.cause; cause instanceof TemporalFailure; cause = cause.cause) chain.push(cause);
    expect(chain.map(({ name }) => name)).toEqual(['ApplicationFailure', 'ActivityFailure', 'ApplicationFailure']);
    for (const { failure } of chain) expect(failure?.$typeName).toBe('temporal.api.failure.v1.Failure');
    expect(rootCause(error.cause)).toBe('GONE-1 is out of stock');
  });
});

describe('a Workflow that refuses its input', () => {
  it('fails with the type it gave', async () => {
    const execution = workflow.execute('order', { ...onSamples(), args: [{ customerId: 'c-1', items: [] }] });
    const error = await rejectionOf(execution, WorkflowFailedError);
    expect(error.cause).toMatchObject({ type: 'EmptyOrder', message: 'An order needs at least one item' });
  });
});
