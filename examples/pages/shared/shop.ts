/** What the shop has and who buys there. Two things always go wrong here, so that a visitor can see how that looks. */
import type { OrderItem } from './order.js';

interface Product {
  sku: string;
  name: string;
  note: string;
  unitPriceCents: number;
}

export const products: readonly Product[] = [
  { sku: 'BOOK-1', name: 'Field guide', note: 'Paperback, 240 pages', unitPriceCents: 1_990 },
  { sku: 'MUG-1', name: 'Mug', note: 'Blue, 0.3 l', unitPriceCents: 950 },
  { sku: 'LAMP-1', name: 'Desk lamp', note: 'Needs approval by its price', unitPriceCents: 12_000 },
  { sku: 'GONE-1', name: 'Poster', note: 'Out of stock, though nobody knows yet', unitPriceCents: 1_500 },
];

export const customers = [
  { id: 'c-ada', name: 'Ada', note: 'Pays at once' },
  { id: 'c-lin', name: 'Lin', note: 'Pays at once' },
  { id: 'declined-max', name: 'Max', note: 'Card is declined' },
] as const;

/** How many of each product may be ordered. */
export const choices = [0, 1, 2, 3, 4, 5];

/** How many were chosen, by product. */
export type Quantities = Record<string, number>;

/** One book, to begin with. */
export function firstChoice(): Quantities {
  return { ...Object.fromEntries(products.map(({ sku }) => [sku, 0])), 'BOOK-1': 1 };
}

/** The lines of an order. */
export function chosenItems(quantities: Quantities): OrderItem[] {
  return products
    .map(({ sku, unitPriceCents }) => ({ sku, unitPriceCents, quantity: quantities[sku] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
}

/** Orders from this total on wait for an approval. */
const approvalCents = 100_00;

/** What a choice costs and what will happen to it. */
export function summaryOf(items: readonly OrderItem[]): string {
  const cents = items.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  if (cents === 0) return 'Choose at least one item.';
  return `${euros(cents)}${cents < approvalCents ? '' : ', waits for approval'}`;
}

/** "2 × Mug, 1 × Poster". */
export function itemsInWords(items: readonly OrderItem[]): string {
  const nameOf = (sku: string): string => products.find((product) => product.sku === sku)?.name ?? sku;
  return items.map(({ sku, quantity }) => `${quantity} × ${nameOf(sku)}`).join(', ');
}

/** The name of a customer of this shop, or the id of somebody else. */
export function customerName(id: string): string {
  return customers.find((customer) => customer.id === id)?.name ?? id;
}

export function euros(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`;
}
