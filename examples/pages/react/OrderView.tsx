/** One order: queried while it runs, approved by a signal, changed by an update, and its result. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { approve, asProgress, asResult, changeAddress, type Order, orderProgress } from '../shared/order.js';
import { customerName, euros, itemsInWords } from '../shared/shop.js';
import { openOrder } from '../shared/url.js';
import { describeOrder, hasEnded, isPassing, sayWhyNot } from '../shared/words.js';
import { mutations, workflows } from './temporal.js';

export function OrderView({ orderId }: { orderId: string }): ReactNode {
  // A long poll that waits for the end. It survives outages; if it was given up, it begins again.
  const result = useQuery({
    ...workflows.result<Order>(orderId),
    select: asResult,
    refetchInterval: ({ state }) => isPassing(state.error) && 5_000,
  });
  const closed = hasEnded(result);
  // Once a second, while the order runs and somebody looks.
  const progress = useQuery({
    ...workflows.query(orderId, orderProgress),
    select: asProgress,
    refetchInterval: !closed && 1_000,
  });
  const approval = useMutation(mutations.signal(orderId, approve));
  const cancellation = useMutation(mutations.cancel(orderId));
  const shown = describeOrder(progress, result);
  const order = progress.data;

  return (
    <article className="panel">
      <h1 tabIndex={-1}>Order</h1>
      <code>{orderId}</code>
      <div className="state" role="status" data-tone={shown.tone}>
        <strong>{shown.title}</strong> <span>{shown.text}</span>
      </div>
      {order && (
        <dl>
          <dt>Customer</dt>
          <dd>{customerName(order.customerId)}</dd>
          <dt>Items</dt>
          <dd>{itemsInWords(order.items)}</dd>
          <dt>Total</dt>
          <dd>{euros(order.totalCents)}</dd>
          <dt>Goes to</dt>
          <dd>{order.address}</dd>
        </dl>
      )}
      <div className="actions">
        <button
          className="primary"
          disabled={closed || order?.status !== 'awaiting-approval' || approval.isPending}
          onClick={() => approval.mutate(['the order page'])}
        >
          {approval.isPending ? 'Approving …' : 'Approve'}
        </button>
        <button disabled={closed || !order || cancellation.isPending} onClick={() => cancellation.mutate({})}>
          Cancel order
        </button>
        <button onClick={() => openOrder(null)}>New order</button>
      </div>
      <p className="error" role="alert">
        {sayWhyNot(approval.error ?? cancellation.error)}
      </p>
      {order && <ChangeAddress orderId={orderId} />}
    </article>
  );
}

function ChangeAddress({ orderId }: { orderId: string }): ReactNode {
  const [address, setAddress] = useState('');
  const change = useMutation(mutations.update(orderId, changeAddress));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    change.mutate([address], { onSuccess: () => setAddress('') });
  }

  return (
    <form className="address" onSubmit={submit}>
      <label htmlFor="address">Send it elsewhere</label>
      <input
        id="address"
        value={address}
        onChange={({ target }) => setAddress(target.value)}
        autoComplete="street-address"
        aria-describedby="address-answer"
        aria-invalid={change.isError}
      />
      <button disabled={change.isPending}>{change.isPending ? 'Changing …' : 'Change address'}</button>
      <p id="address-answer" className="hint" role="status">
        {change.isError && sayWhyNot(change.error)}
        {change.isSuccess && `Changed. Before: ${change.data}.`}
        {change.isIdle && 'Until the goods have left. The Workflow refuses what comes too late.'}
      </p>
    </form>
  );
}
