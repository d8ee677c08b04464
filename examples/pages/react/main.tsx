/** The order page in React. The order that it shows is the one in the address, if there is one. */
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { onUrlChange, orderInUrl } from '../shared/url.js';
import { sayTrouble } from '../shared/words.js';
import { NewOrder } from './NewOrder.js';
import { OrderView } from './OrderView.js';
import { connection, queryClient } from './temporal.js';

function Page(): ReactNode {
  const orderId = useSyncExternalStore(onUrlChange, orderInUrl);
  const condition = useSyncExternalStore(onConditionChange, () => connection.state.current);

  return (
    <>
      <p className="trouble" role="status">
        {sayTrouble(condition)}
      </p>
      {orderId === null ? <NewOrder /> : <OrderView key={orderId} orderId={orderId} />}
    </>
  );
}

function onConditionChange(changed: () => void): () => void {
  connection.state.addEventListener('change', changed);
  return () => connection.state.removeEventListener('change', changed);
}

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>
  </StrictMode>,
);
