/** Choose, and start a Workflow. */
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { dropDraft, keepDraft, openDraft } from '../shared/draft.js';
import type { Order } from '../shared/order.js';
import { taskQueue } from '../shared/settings.js';
import { choices, chosenItems, customers, euros, products, summaryOf } from '../shared/shop.js';
import { openOrder } from '../shared/url.js';
import { sayWhyNot } from '../shared/words.js';
import { mutations } from './temporal.js';

export function NewOrder(): ReactNode {
  const [draft, setDraft] = useState(openDraft);
  const { workflowId, customerId, quantities } = draft;
  const start = useMutation(mutations.start<Order>('order'));
  const items = chosenItems(quantities);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    keepDraft(draft);
    start.mutate(
      {
        workflowId,
        taskQueue,
        args: [{ customerId, items }],
        // However often this is sent, the order is there once: later calls get the one that has the id.
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        onAlreadyStarted: 'attach',
      },
      { onSuccess: show },
    );
  }

  function show(): void {
    dropDraft();
    openOrder(workflowId);
  }

  return (
    <form className="panel" onSubmit={submit}>
      <h1 tabIndex={-1}>New order</h1>
      <fieldset>
        <legend>Items</legend>
        {products.map(({ sku, name, note, unitPriceCents }) => (
          <label className="product" key={sku}>
            <span>
              {name} <small>{note}</small>
            </span>
            <span className="price">{euros(unitPriceCents)}</span>
            <select
              value={quantities[sku]}
              onChange={({ target }) =>
                setDraft({ ...draft, quantities: { ...quantities, [sku]: Number(target.value) } })
              }
            >
              {choices.map((quantity) => (
                <option key={quantity}>{quantity}</option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <fieldset className="customers">
        <legend>Customer</legend>
        {customers.map(({ id, name, note }) => (
          <label className="customer" key={id}>
            <input
              type="radio"
              name="customer"
              checked={customerId === id}
              onChange={() => setDraft({ ...draft, customerId: id })}
            />
            <span>
              {name} <small>{note}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <output>{summaryOf(items)}</output>
        <button className="primary" disabled={items.length === 0 || start.isPending}>
          {start.isPending ? 'Starting …' : 'Start order'}
        </button>
      </div>
      <p className="error" role="alert">
        {sayWhyNot(start.error)}
      </p>
    </form>
  );
}
