/**
 * The sample Activities on the in-memory server: what `src/dev/worker/activities.ts` does on a real one, but slow enough
 * that a person can watch.
 */
import { ApplicationFailure, type Client } from '../client/index.js';
import type { ActivityContext } from '../testing/index.js';

/** An item of an order. */
export interface OrderItem {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
}

/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- the type is what is written here */

/** @param client signals the Workflow that waits for an approval; as in production, it is another client of the server */
export function sampleActivities(client: () => Client) {
  return {
    /** Takes the goods from the shelf; the first attempt always fails. */
    async reserveStock(this: ActivityContext, orderId: string, items: readonly OrderItem[]): Promise<string> {
      const missing = items.find((item) => item.sku.startsWith('GONE'));
      if (missing !== undefined) {
        throw ApplicationFailure.nonRetryable(`${missing.sku} is out of stock`, 'OutOfStock', { sku: missing.sku });
      }
      await this.sleep(400);
      if (this.info.attempt === 1) {
        throw ApplicationFailure.retryable('The warehouse did not answer', 'WarehouseUnavailable');
      }
      return `reservation-${orderId}`;
    },

    /** Puts reserved goods back. */
    async releaseStock(reservation: string): Promise<string> {
      return `${reservation} released`;
    },

    /** Takes the money. */
    async chargeCard(this: ActivityContext, customerId: string, amountCents: number): Promise<string> {
      await this.sleep(700);
      if (customerId.startsWith('declined')) {
        const details = { amountCents };
        throw ApplicationFailure.nonRetryable(`The card of ${customerId} was declined`, 'CardDeclined', details);
      }
      return `payment-${customerId}-${amountCents}`;
    },

    /** Gives the money back. */
    async refundCard(payment: string): Promise<string> {
      return `${payment} refunded`;
    },

    /** Brings the goods to the customer, in four steps with a heartbeat each. */
    async ship(this: ActivityContext, orderId: string, address: string): Promise<string> {
      for (const place of ['packed', 'picked up', 'on the road', `at ${address}`]) {
        this.heartbeat(place);
        await this.sleep(1000);
      }
      return `TRACK-${orderId.slice(-12).toUpperCase()}`;
    },

    /** Leaves its result to somebody outside. */
    async requestApproval(this: ActivityContext, _subject: string): Promise<unknown> {
      const { taskToken, activityId, workflowExecution } = this.info;
      if (workflowExecution) {
        const { workflowId, runId } = workflowExecution;
        const pending = { taskToken: btoa(String.fromCharCode(...taskToken)), workflowId, runId, activityId };
        await client().workflow.getHandle(workflowId, runId).signal('approvalPending', pending);
      }
      throw this.completeAsync();
    },

    /** Fails in its first attempts, and then returns how many it took. */
    async failTimesThenReturn(this: ActivityContext, failures: number): Promise<string> {
      const { attempt } = this.info;
      this.heartbeat({ attempt });
      if (attempt <= failures) {
        throw ApplicationFailure.create({
          message: `The service did not answer attempt ${attempt}`,
          type: 'ServiceUnavailable',
          details: [{ attempt }],
          cause: new Error('connect ECONNREFUSED'),
        });
      }
      return `attempt ${attempt}`;
    },
  };
}

/** Types of the sample Activities. */
export type SampleActivities = ReturnType<typeof sampleActivities>;
