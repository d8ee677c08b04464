import { ApplicationFailure, CompleteAsyncError, Context } from '@temporalio/activity';
import type { OrderItem } from './order-types.js';

/**
 * Takes the goods from the shelf. Its first attempt always fails, as the warehouse
 * in this story drops the first call, so that every order shows a retry.
 */
export async function reserveStock(orderId: string, items: readonly OrderItem[]): Promise<string> {
  const missing = items.find((item) => item.sku.startsWith('GONE'));
  if (missing !== undefined) {
    throw ApplicationFailure.nonRetryable(`${missing.sku} is out of stock`, 'OutOfStock', { sku: missing.sku });
  }
  if (Context.current().info.attempt === 1) {
    throw ApplicationFailure.retryable('The warehouse did not answer', 'WarehouseUnavailable');
  }
  return `reservation-${orderId}`;
}

/** Puts reserved goods back: the compensation of {@link reserveStock}. */
export async function releaseStock(reservation: string): Promise<string> {
  return `${reservation} released`;
}

/** Takes the money. */
export async function chargeCard(customerId: string, amountCents: number): Promise<string> {
  if (customerId.startsWith('declined')) {
    throw ApplicationFailure.nonRetryable(`The card of ${customerId} was declined`, 'CardDeclined', { amountCents });
  }
  return `payment-${customerId}-${amountCents}`;
}

/** Gives the money back: the compensation of {@link chargeCard}. */
export async function refundCard(payment: string): Promise<string> {
  return `${payment} refunded`;
}

/** Brings the goods to the customer, in four steps with a heartbeat each, and returns the tracking number. */
export async function ship(orderId: string, address: string): Promise<string> {
  const context = Context.current();
  for (const place of ['packed', 'picked up', 'on the road', `at ${address}`]) {
    context.heartbeat(place);
    await context.sleep(200);
  }
  return `TRACK-${orderId.slice(-12).toUpperCase()}`;
}

/**
 * Leaves its result to somebody outside, who completes it by its task token or its ids. When a Workflow has scheduled it,
 * that Workflow is told both by the signal `approvalPending`.
 */
export async function requestApproval(_subject: string): Promise<unknown> {
  const { client, info } = Context.current();
  const { taskToken, activityId, workflowExecution } = info;
  if (workflowExecution) {
    const { workflowId, runId } = workflowExecution;
    const pending = { taskToken: Buffer.from(taskToken).toString('base64'), workflowId, runId, activityId };
    await client.workflow.getHandle(workflowId, runId).signal('approvalPending', pending);
  }
  throw new CompleteAsyncError();
}

/** Fails in its first attempts, with a cause and details, and then returns how many attempts it took. */
export async function failTimesThenReturn(failures: number): Promise<string> {
  const { info, heartbeat } = Context.current();
  heartbeat({ attempt: info.attempt });
  if (info.attempt <= failures) {
    throw ApplicationFailure.create({
      message: `The service did not answer attempt ${info.attempt}`,
      type: 'ServiceUnavailable',
      details: [{ attempt: info.attempt }],
      cause: new Error('connect ECONNREFUSED'),
    });
  }
  return `attempt ${info.attempt}`;
}
