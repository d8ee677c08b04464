/**
 * What a page has to know of the Workflow `order`: names and types. A front end in one repository with its Workflows
 * imports these from there: `import type { order } from '…/workflows'`.
 */
import { defineQuery, defineSignal, defineUpdate } from 'temporal-web-client';

export interface OrderItem {
  sku: string;
  quantity: number;
  unitPriceCents: number;
}

export interface OrderInput {
  customerId: string;
  items: OrderItem[];
}

export interface OrderResult {
  status: 'delivered' | 'cancelled';
  totalCents: number;
  address: string;
  trackingNumber?: string;
  /** Why it was cancelled. */
  reason?: string;
}

export interface OrderProgress {
  customerId: string;
  status: 'reserving' | 'awaiting-approval' | 'charging' | 'shipping' | 'delivered' | 'cancelled';
  items: OrderItem[];
  totalCents: number;
  address: string;
  approvedBy?: string;
}

/** The Workflow Type `order`. */
export type Order = (input: OrderInput) => Promise<OrderResult>;

/** Where the order stands. */
export const orderProgress = defineQuery<OrderProgress>('progress');

/** Lets an order go on that waits for approval. */
export const approve = defineSignal<[approvedBy: string]>('approve');

/** Changes where the goods go, unless the Workflow refuses. Returns the address before. */
export const changeAddress = defineUpdate<string, [address: string]>('changeAddress');

const statuses = ['reserving', 'awaiting-approval', 'charging', 'shipping', 'delivered', 'cancelled'];

/** What answers is the Workflow of another type: its id may be in the address like any other. */
export class NotAnOrderError extends Error {
  override readonly name = 'NotAnOrderError';
}

/** What a query has answered, if it speaks of an order. @throws NotAnOrderError */
export function asProgress(answer: OrderProgress): OrderProgress {
  return ofOrder(answer);
}

/** What a Workflow has come to, if it speaks of an order. @throws NotAnOrderError */
export function asResult(answer: OrderResult): OrderResult {
  return ofOrder(answer);
}

function ofOrder<Answer extends { status: string }>(answer: Answer): Answer {
  const status = (answer as Partial<Answer> | null | undefined)?.status;
  if (status === undefined || !statuses.includes(status)) throw new NotAnOrderError();
  return answer;
}

/** A Workflow Id. The page has it before it starts anything, so that starting twice is starting once. */
export function newOrderId(): string {
  return `order-${crypto.randomUUID()}`;
}
