/** One product in an order. */
export interface OrderItem {
  /** Stock keeping unit, for example "BOOK-1". One that starts with "GONE" is never in stock. */
  readonly sku: string;
  /** At least 1. */
  readonly quantity: number;
  readonly unitPriceCents: number;
}

/** Input of the `order` Workflow. */
export interface OrderInput {
  /** Who ordered. The card of a customer whose id starts with "declined" is declined. */
  readonly customerId: string;
  readonly items: readonly OrderItem[];
  /** How long to wait for an approval, for example "5 minutes". @default '1 hour' */
  readonly approvalTimeout?: string;
  readonly note?: string;
}

/** Where an order stands. */
export type OrderStatus = 'reserving' | 'awaiting-approval' | 'charging' | 'shipping' | 'delivered' | 'cancelled';

/** Answer of the query `progress`. */
export interface OrderProgress {
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
  readonly totalCents: number;
  readonly address: string;
  readonly approvedBy?: string;
}

/** Result of the `order` Workflow. */
export interface OrderResult {
  readonly orderId: string;
  readonly status: 'delivered' | 'cancelled';
  readonly totalCents: number;
  readonly address: string;
  /** Only of a delivered order. */
  readonly trackingNumber?: string;
  /** Only of a cancelled order. */
  readonly reason?: string;
}

/** Orders below this total need no approval. */
export const approvalThresholdCents = 100_00;

/** What all items cost together. */
export function totalCents(items: readonly OrderItem[]): number {
  return items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0);
}
