/** The order of the samples: reserve, wait for approval from a total of 100.00 on, charge, ship; undone when a step fails. */
import { ApplicationFailure, CancelledFailure, defineSearchAttributeKey, TemporalFailure } from '../../client/index.js';
import type { WorkflowContext } from '../../testing/index.js';
import type { OrderItem, SampleActivities } from '../activities.js';

/** What an order is started with. */
export interface OrderInput {
  readonly customerId: string;
  readonly items: readonly OrderItem[];
  readonly note?: string;
  /** How long it waits for approval. @default `'1 hour'` */
  readonly approvalTimeout?: string;
}

/** What an order returns. */
export interface OrderResult {
  readonly orderId: string;
  readonly status: 'delivered' | 'cancelled';
  readonly totalCents: number;
  readonly address: string;
  readonly trackingNumber?: string;
  /** Why it was cancelled. */
  readonly reason?: string;
}

const approvalThresholdCents = 100_00;
/** What has to be registered for it. */
export const orderSearchAttributes = {
  CustomerId: 'KEYWORD',
  OrderStatus: 'KEYWORD',
  OrderTotal: 'DOUBLE',
  OrderItemCount: 'INT',
  OrderPlacedAt: 'DATETIME',
  OrderSkus: 'KEYWORD_LIST',
  OrderApproved: 'BOOL',
  OrderNote: 'TEXT',
} as const;

const keys = {
  customerId: defineSearchAttributeKey('CustomerId', orderSearchAttributes.CustomerId),
  status: defineSearchAttributeKey('OrderStatus', orderSearchAttributes.OrderStatus),
  total: defineSearchAttributeKey('OrderTotal', orderSearchAttributes.OrderTotal),
  itemCount: defineSearchAttributeKey('OrderItemCount', orderSearchAttributes.OrderItemCount),
  placedAt: defineSearchAttributeKey('OrderPlacedAt', orderSearchAttributes.OrderPlacedAt),
  skus: defineSearchAttributeKey('OrderSkus', orderSearchAttributes.OrderSkus),
  approved: defineSearchAttributeKey('OrderApproved', orderSearchAttributes.OrderApproved),
  note: defineSearchAttributeKey('OrderNote', orderSearchAttributes.OrderNote),
};

const totalCents = (items: readonly OrderItem[]): number =>
  items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
const euros = (cents: number): string => `€ ${(cents / 100).toFixed(2)}`;

interface OrderState {
  readonly customerId: string;
  readonly items: OrderItem[];
  status: string;
  address: string;
  approvedBy?: string;
}

/** @see the head of this file */
export async function order(context: WorkflowContext, input: OrderInput): Promise<OrderResult> {
  if (input.items.length === 0) {
    throw ApplicationFailure.nonRetryable('An order needs at least one item', 'EmptyOrder');
  }
  const orderId = context.info.workflowId;
  const { customerId } = input;
  const state: OrderState = {
    customerId,
    items: [...input.items],
    status: 'reserving',
    address: 'the address on file',
  };
  const { items } = state;
  const undo: ((context: WorkflowContext) => Promise<unknown>)[] = [];
  const options = {
    startToCloseTimeout: '30s',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 5 },
  } as const;
  const { reserveStock, chargeCard, ship } = context.activities<SampleActivities>(options);
  listen(context, state);
  context.upsertSearchAttributes([
    { key: keys.customerId, value: customerId },
    { key: keys.itemCount, value: items.length },
    { key: keys.placedAt, value: context.info.startTime },
    { key: keys.skus, value: items.map(({ sku }) => sku) },
    { key: keys.total, value: totalCents(items) / 100 },
    ...(input.note === undefined ? [] : [{ key: keys.note, value: input.note }]),
  ]);
  enter(context, state, 'reserving');
  context.upsertMemo({ customerId, total: euros(totalCents(items)) });

  try {
    const summary = items.length === 1 ? '1 item' : `${items.length} items`;
    const reservation = await reserveStock.executeWithOptions({ summary }, [orderId, items]);
    undo.push((safe) => safe.activity('releaseStock', [reservation], { ...options, summary: 'Put the goods back' }));

    if (totalCents(items) >= approvalThresholdCents) {
      const timeout = (input.approvalTimeout ?? '1 hour') as '1 hour';
      enter(context, state, 'awaiting-approval');
      const summary = `Approval of ${euros(totalCents(items))}`;
      if (!(await context.condition(() => state.approvedBy !== undefined, timeout, { summary }))) {
        await compensate(context, state, undo);
        const reason = `Nobody approved it within ${timeout}`;
        return { orderId, status: 'cancelled', totalCents: totalCents(items), address: state.address, reason };
      }
    }

    const total = totalCents(items);
    enter(context, state, 'charging');
    context.upsertSearchAttributes([
      { key: keys.approved, value: state.approvedBy !== undefined },
      { key: keys.total, value: total / 100 },
    ]);
    const payment = await chargeCard.executeWithOptions({ summary: euros(total) }, [customerId, total]);
    undo.push((safe) => safe.activity('refundCard', [payment], { ...options, summary: `Give back ${euros(total)}` }));

    enter(context, state, 'shipping');
    const { address } = state;
    const trackingNumber = await ship.executeWithOptions({ summary: `To ${address}` }, [orderId, address]);
    enter(context, state, 'delivered');
    return { orderId, status: 'delivered', totalCents: total, address, trackingNumber };
  } catch (error) {
    await compensate(context, state, undo);
    if (context.cancelRequested && isCancellation(error)) throw error;
    throw ApplicationFailure.create({
      message: `Order ${orderId} failed and was undone`,
      type: 'OrderFailed',
      nonRetryable: true,
      ...(error instanceof Error ? { cause: error } : {}),
    });
  }
}

function isCancellation(error: unknown): boolean {
  return error instanceof CancelledFailure || (error instanceof TemporalFailure && isCancellation(error.cause));
}

/** Answers queries, takes signals and updates. */
function listen(context: WorkflowContext, state: OrderState): void {
  context.onQuery('status', () => state.status, { description: 'The status in one word.' });
  context.onQuery('progress', () => ({ ...state, totalCents: totalCents(state.items) }), {
    description: 'Status, items, total and address.',
  });
  context.onSignal(
    'approve',
    (by: string) => {
      state.approvedBy ??= by;
    },
    { description: 'Approves the order, in the name given.' },
  );
  context.onSignal(
    'addItem',
    (item: OrderItem) => {
      if (state.status === 'reserving' || state.status === 'awaiting-approval') state.items.push(item);
    },
    { description: 'Adds an item, as long as nothing has been charged.' },
  );
  context.onUpdate(
    'changeAddress',
    (address: string) => {
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
function enter(context: WorkflowContext, state: OrderState, status: string): void {
  state.status = status;
  context.upsertSearchAttributes([{ key: keys.status, value: status }]);
  context.setCurrentDetails(`Order of **${state.customerId}**, ${euros(totalCents(state.items))}: *${status}*`);
}

/** Undoes the steps taken, last first, even when the Workflow itself has been cancelled. */
async function compensate(
  context: WorkflowContext,
  state: OrderState,
  undo: readonly ((context: WorkflowContext) => Promise<unknown>)[],
): Promise<void> {
  enter(context, state, 'cancelled');
  await context.nonCancellable(async (safe) => {
    for (const step of [...undo].reverse()) await step(safe);
  });
}
