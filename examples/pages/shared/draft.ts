/**
 * The order in the form. Once it has been sent, this tab keeps it until the order is shown: after a reload in between the
 * form has it again, under the same Workflow Id, and sending it again does not make a second order.
 */
import { newOrderId } from './order.js';
import { customers, firstChoice, type Quantities } from './shop.js';

export interface Draft {
  workflowId: string;
  customerId: string;
  quantities: Quantities;
}

const key = 'order-sent';

/** What was sent and not answered, or a new one. */
export function openDraft(): Draft {
  const sent = sessionStorage.getItem(key);
  if (sent !== null) return JSON.parse(sent) as Draft;
  return { workflowId: newOrderId(), customerId: customers[0].id, quantities: firstChoice() };
}

/** Before it is sent. */
export function keepDraft(draft: Draft): void {
  sessionStorage.setItem(key, JSON.stringify(draft));
}

/** Its order is there. */
export function dropDraft(): void {
  sessionStorage.removeItem(key);
}
