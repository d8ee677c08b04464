/** The parts of index.html. */
import type { Draft } from '../shared/draft.js';
import { choices, customers, euros, products } from '../shared/shop.js';

/** The element with this id. */
export function part<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

/** Writes a text, whatever is in it, as text. The same one again is no news for whoever listens. */
export function put(id: string, text: string): void {
  const { firstChild } = part(id);
  if (firstChild?.nodeValue !== text) part(id).textContent = text;
}

export function button(id: string): HTMLButtonElement {
  return part<HTMLButtonElement>(id);
}

export function onClick(id: string, act: () => unknown): void {
  part(id).addEventListener('click', () => {
    act();
  });
}

/** What a form does instead of sending itself somewhere. */
export function onSubmit(id: string, act: () => unknown): void {
  part(id).addEventListener('submit', (event) => {
    event.preventDefault();
    act();
  });
}

/** One row for each product and for each customer. */
export function fillForm(): void {
  for (const { sku, name, note, unitPriceCents } of products) {
    const row = addRow('products', name, note);
    row.querySelector('.price')!.textContent = euros(unitPriceCents);
    const select = row.querySelector('select')!;
    select.name = sku;
    select.append(...choices.map((quantity) => new Option(`${quantity}`)));
  }
  for (const { id, name, note } of customers) {
    addRow('customers', name, note).querySelector('input')!.value = id;
  }
}

function addRow(list: string, name: string, note: string): Element {
  const row = part(list).querySelector('template')!.content.firstElementChild!.cloneNode(true) as Element;
  row.querySelector('[data-name]')!.textContent = name;
  row.querySelector('small')!.textContent = note;
  part(list).append(row);
  return row;
}

/** Chooses what is in the draft. */
export function writeForm({ customerId, quantities }: Draft): void {
  const { elements } = part<HTMLFormElement>('new-order');
  for (const { sku } of products) (elements.namedItem(sku) as HTMLSelectElement).value = `${quantities[sku] ?? 0}`;
  (elements.namedItem('customer') as RadioNodeList).value = customerId;
}

/** What is chosen at present. */
export function readForm(): Pick<Draft, 'customerId' | 'quantities'> {
  const data = new FormData(part<HTMLFormElement>('new-order'));
  return {
    customerId: data.get('customer') as string,
    quantities: Object.fromEntries(products.map(({ sku }) => [sku, Number(data.get(sku))])),
  };
}
