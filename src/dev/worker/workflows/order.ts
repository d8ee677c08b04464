import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
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

const statusKey = defineSearchAttributeKey('OrderStatus', SearchAttributeType.KEYWORD);
const customerKey = defineSearchAttributeKey('CustomerId', SearchAttributeType.KEYWORD);
const totalKey = defineSearchAttributeKey('OrderTotal', SearchAttributeType.DOUBLE);
const countKey = defineSearchAttributeKey('OrderItemCount', SearchAttributeType.INT);
const placedAtKey = defineSearchAttributeKey('OrderPlacedAt', SearchAttributeType.DATETIME);
const approvedKey = defineSearchAttributeKey('OrderApproved', SearchAttributeType.BOOL);
const noteKey = defineSearchAttributeKey('OrderNote', SearchAttributeType.TEXT);
const skusKey = defineSearchAttributeKey('OrderSkus', SearchAttributeType.KEYWORD_LIST);

const { reserveStock, releaseStock, chargeCard, refundCard, ship } = proxyActivities<typeof activities>({
  startToCloseTimeout: '30s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 5 },
});

/**
 * An order from the shelf to the door: reserve, wait for approval (from a total of
 * 100.00 on), charge, ship. What has been done is undone when a later step fails.
 */
export async function order(input: OrderInput): Promise<OrderResult> {
  const orderId = workflowInfo().workflowId;
  const items = [...input.items];
  let status: OrderStatus = 'reserving';
  let address = 'the address on file';
  let approvedBy: string | undefined;
  const compensations: (() => Promise<unknown>)[] = [];

  if (items.length === 0) throw ApplicationFailure.nonRetryable('An order needs at least one item', 'EmptyOrder');

  const enter = (next: OrderStatus, more: SearchAttributeUpdatePair[] = []): void => {
    status = next;
    upsertSearchAttributes([{ key: statusKey, value: next }, ...more]);
    setCurrentDetails(`Order of **${input.customerId}**, ${euros(totalCents(items))}: *${next}*`);
  };
  setHandler(approve, (by) => void (approvedBy ??= by), { description: 'Approves the order, in the name given.' });
  setHandler(
    addItem,
    (item) => void (status === 'reserving' || status === 'awaiting-approval' ? items.push(item) : 0),
    {
      description: 'Adds an item, as long as nothing has been charged.',
    },
  );
  setHandler(orderStatus, () => status, { description: 'The status in one word.' });
  setHandler(
    orderProgress,
    () => ({
      status,
      items,
      totalCents: totalCents(items),
      address,
      ...(approvedBy === undefined ? {} : { approvedBy }),
    }),
    { description: 'Status, items, total and address.' },
  );
  setHandler(
    changeAddress,
    (next) => {
      const before = address;
      address = next;
      return before;
    },
    {
      description: 'Changes the address until the goods have left; returns the one before.',
      validator: (next) => {
        if (typeof next !== 'string' || next.trim() === '') throw new TypeError('An address must not be empty');
        if (status === 'shipping' || status === 'delivered') throw new Error(`Too late: the order is ${status}`);
      },
    },
  );

  enter('reserving', [
    { key: customerKey, value: input.customerId },
    { key: totalKey, value: totalCents(items) / 100 },
    { key: countKey, value: items.length },
    { key: placedAtKey, value: workflowInfo().startTime },
    { key: skusKey, value: items.map((item) => item.sku) },
    ...(input.note === undefined ? [] : [{ key: noteKey, value: input.note }]),
  ]);
  upsertMemo({ customerId: input.customerId, total: euros(totalCents(items)) });

  try {
    const reservation = await reserveStock.executeWithOptions({ summary: `${items.length} items` }, [orderId, items]);
    compensations.push(() => releaseStock.executeWithOptions({ summary: 'Put the goods back' }, [reservation]));

    if (totalCents(items) >= approvalThresholdCents) {
      enter('awaiting-approval');
      const summary = `Approval of ${euros(totalCents(items))}`;
      const timeout = input.approvalTimeout ?? '1 hour';
      if (!(await condition(() => approvedBy !== undefined, timeout as '1 hour', { summary }))) {
        return await cancelled(`Nobody approved it within ${timeout}`);
      }
    }

    const total = totalCents(items);
    enter('charging', [
      { key: approvedKey, value: approvedBy !== undefined },
      { key: totalKey, value: total / 100 },
    ]);
    const payment = await chargeCard.executeWithOptions({ summary: euros(total) }, [input.customerId, total]);
    compensations.push(() => refundCard.executeWithOptions({ summary: `Give back ${euros(total)}` }, [payment]));

    enter('shipping');
    const trackingNumber = await ship.executeWithOptions({ summary: `To ${address}` }, [orderId, address]);
    enter('delivered');
    return { orderId, status: 'delivered', totalCents: total, address, trackingNumber };
  } catch (error) {
    await compensate();
    if (isCancellation(error)) throw error;
    throw ApplicationFailure.create({
      message: `Order ${orderId} failed and was undone`,
      type: 'OrderFailed',
      nonRetryable: true,
      ...(error instanceof Error ? { cause: error } : {}),
    });
  }

  async function cancelled(reason: string): Promise<OrderResult> {
    await compensate();
    return { orderId, status: 'cancelled', totalCents: totalCents(items), address, reason };
  }

  /** Undoes the steps taken, last first, even when the Workflow itself has been cancelled. */
  async function compensate(): Promise<void> {
    enter('cancelled');
    await CancellationScope.nonCancellable(async () => {
      for (const undo of compensations.reverse()) await undo();
    });
  }
}

function euros(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`;
}
