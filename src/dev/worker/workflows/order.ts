import type { SearchAttributeUpdatePair } from '@temporalio/common';
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type * as activities from '../activities.js';
import {
  approvalThresholdCents,
  totalCents,
  type OrderInput,
  type OrderItem,
  type OrderProgress,
  type OrderResult,
  type OrderStatus,
} from '../order-types.js';
import * as attributes from '../order-search-attributes.js';

/** Lets an order go on that waits for approval. */
export const approve = defineSignal<[approvedBy: string]>('approve');

/** Adds an item, as long as nothing has been charged. */
export const addItem = defineSignal<[item: OrderItem]>('addItem');

/** Where the order stands, in one word. */
export const orderStatus = defineQuery<OrderStatus>('status');

/** Where the order stands, in full. */
export const orderProgress = defineQuery<OrderProgress>('progress');

/** Changes where the goods go, until they have left. Returns the address before. */
export const changeAddress = defineUpdate<string, [address: string]>('changeAddress');

const { reserveStock, releaseStock, chargeCard, refundCard, ship } = proxyActivities<typeof activities>({
  startToCloseTimeout: '30s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 5 },
});

/** What an order knows about itself while it runs; queries read it, signals and updates write it. */
interface OrderState {
  readonly customerId: string;
  readonly items: OrderItem[];
  status: OrderStatus;
  address: string;
  approvedBy?: string;
}

/**
 * An order from the shelf to the door: reserve, wait for approval (from a total of
 * 100.00 on), charge, ship. What has been done is undone when a later step fails.
 */
export async function order(input: OrderInput): Promise<OrderResult> {
  if (input.items.length === 0) {
    throw ApplicationFailure.nonRetryable('An order needs at least one item', 'EmptyOrder');
  }
  const orderId = workflowInfo().workflowId;
  const state: OrderState = {
    customerId: input.customerId,
    items: [...input.items],
    status: 'reserving',
    address: 'the address on file',
  };
  const compensations: (() => Promise<unknown>)[] = [];
  listen(state);
  enter(state, 'reserving', [
    { key: attributes.customerId, value: input.customerId },
    { key: attributes.total, value: totalCents(state.items) / 100 },
    { key: attributes.itemCount, value: state.items.length },
    { key: attributes.placedAt, value: workflowInfo().startTime },
    { key: attributes.skus, value: state.items.map((item) => item.sku) },
    ...(input.note === undefined ? [] : [{ key: attributes.note, value: input.note }]),
  ]);
  upsertMemo({ customerId: input.customerId, total: euros(totalCents(state.items)) });

  try {
    const { items } = state;
    const summary = items.length === 1 ? '1 item' : `${items.length} items`;
    const reservation = await reserveStock.executeWithOptions({ summary }, [orderId, items]);
    compensations.push(() => releaseStock.executeWithOptions({ summary: 'Put the goods back' }, [reservation]));

    if (totalCents(items) >= approvalThresholdCents) {
      const timeout = input.approvalTimeout ?? '1 hour';
      if (!(await approvedWithin(timeout, state))) {
        await compensate(state, compensations);
        const reason = `Nobody approved it within ${timeout}`;
        return { orderId, status: 'cancelled', totalCents: totalCents(items), address: state.address, reason };
      }
    }

    const total = totalCents(items);
    enter(state, 'charging', [
      { key: attributes.approved, value: state.approvedBy !== undefined },
      { key: attributes.total, value: total / 100 },
    ]);
    const payment = await chargeCard.executeWithOptions({ summary: euros(total) }, [input.customerId, total]);
    compensations.push(() => refundCard.executeWithOptions({ summary: `Give back ${euros(total)}` }, [payment]));

    enter(state, 'shipping');
    const { address } = state;
    const trackingNumber = await ship.executeWithOptions({ summary: `To ${address}` }, [orderId, address]);
    enter(state, 'delivered');
    return { orderId, status: 'delivered', totalCents: total, address, trackingNumber };
  } catch (error) {
    await compensate(state, compensations);
    if (isCancellation(error)) throw error;
    throw ApplicationFailure.create({
      message: `Order ${orderId} failed and was undone`,
      type: 'OrderFailed',
      nonRetryable: true,
      ...(error instanceof Error ? { cause: error } : {}),
    });
  }
}

/** Answers queries, takes signals and updates. */
function listen(state: OrderState): void {
  setHandler(orderStatus, () => state.status, { description: 'The status in one word.' });
  setHandler(orderProgress, () => ({ ...state, totalCents: totalCents(state.items) }), {
    description: 'Status, items, total and address.',
  });
  setHandler(
    approve,
    (by) => {
      state.approvedBy ??= by;
    },
    { description: 'Approves the order, in the name given.' },
  );
  setHandler(
    addItem,
    (item) => {
      if (state.status === 'reserving' || state.status === 'awaiting-approval') state.items.push(item);
    },
    { description: 'Adds an item, as long as nothing has been charged.' },
  );
  setHandler(
    changeAddress,
    (address) => {
      const before = state.address;
      state.address = address;
      return before;
    },
    {
      description: 'Changes the address until the goods have left; returns the one before.',
      validator: (address: unknown) => {
        if (typeof address !== 'string' || address.trim() === '') throw new TypeError('An address must not be empty');
        if (state.status === 'shipping' || state.status === 'delivered') {
          throw new Error(`Too late: the order is ${state.status}`);
        }
      },
    },
  );
}

/** Moves on to `status`, for queries, for lists of Workflows and for whoever looks at this one. */
function enter(state: OrderState, status: OrderStatus, more: SearchAttributeUpdatePair[] = []): void {
  state.status = status;
  upsertSearchAttributes([{ key: attributes.status, value: status }, ...more]);
  setCurrentDetails(`Order of **${state.customerId}**, ${euros(totalCents(state.items))}: *${status}*`);
}

async function approvedWithin(timeout: string, state: OrderState): Promise<boolean> {
  enter(state, 'awaiting-approval');
  const summary = `Approval of ${euros(totalCents(state.items))}`;
  return condition(() => state.approvedBy !== undefined, timeout as '1 hour', { summary });
}

/** Undoes the steps taken, last first, even when the Workflow itself has been cancelled. */
async function compensate(state: OrderState, compensations: readonly (() => Promise<unknown>)[]): Promise<void> {
  enter(state, 'cancelled');
  await CancellationScope.nonCancellable(async () => {
    for (const undo of [...compensations].reverse()) await undo();
  });
}

function euros(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`;
}
