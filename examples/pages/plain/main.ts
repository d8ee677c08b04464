/** The order page with the client alone. The order that it shows is the one in the address, if there is one. */
import { Client, Connection, type WorkflowHandle } from 'temporal-web-client';
import { dropDraft, keepDraft, openDraft } from '../shared/draft.js';
import {
  approve,
  asProgress,
  asResult,
  changeAddress,
  type Order,
  orderProgress,
  type OrderProgress,
  type OrderResult,
} from '../shared/order.js';
import { address, taskQueue } from '../shared/settings.js';
import { chosenItems, customerName, euros, itemsInWords, summaryOf } from '../shared/shop.js';
import { onUrlChange, openOrder, orderInUrl } from '../shared/url.js';
import { type Answer, describeOrder, hasEnded, isPassing, sayTrouble, sayWhyNot } from '../shared/words.js';
import { button, fillForm, onClick, onSubmit, part, put, readForm, writeForm } from './parts.js';

// One Connection for the whole page. Nothing is sent before the first call.
const connection = Connection.lazy({ address });
const client = new Client({ connection });
connection.state.addEventListener('change', () => put('trouble', sayTrouble(connection.state.current)));

let draft = openDraft();
let order: WorkflowHandle<Order>;
let leave = new AbortController();

fillForm();
part('new-order').addEventListener('change', showSummary);
onSubmit('new-order', () => once('start', 'start-error', start));
onSubmit('change', () => once('change-address', 'address-answer', change));
onClick('approve', () => once('approve', 'order-error', () => order.signal(approve, 'the order page')));
onClick('cancel', () => once('cancel', 'order-error', () => order.cancel()));
onClick('another', () => openOrder(null));
onUrlChange(showPage);
showPage();

/** The form for a new order, or the order in the address. */
function showPage(): void {
  leave.abort();
  leave = new AbortController();
  const orderId = orderInUrl();
  part('new-order').hidden = orderId !== null;
  part('order').hidden = orderId === null;
  part<HTMLFormElement>('change').reset();
  if (orderId === null) {
    draft = openDraft();
    writeForm(draft);
    put('start-error', '');
    showSummary();
    return;
  }
  order = client.workflow.getHandle<Order>(orderId).with({ signal: leave.signal });
  put('order-id', orderId);
  put('order-error', '');
  part('address').ariaInvalid = 'false';
  put('address-answer', 'Until the goods have left. The Workflow refuses what comes too late.');
  void follow(order, leave.signal);
}

function showSummary(): void {
  const items = chosenItems(readForm().quantities);
  put('summary', summaryOf(items));
  button('start').disabled = items.length === 0;
}

/** Chosen, so a Workflow is started. */
async function start(): Promise<void> {
  draft = { ...draft, ...readForm() };
  const { workflowId, customerId, quantities } = draft;
  keepDraft(draft);
  await client.workflow.start<Order>('order', {
    workflowId,
    taskQueue,
    args: [{ customerId, items: chosenItems(quantities) }],
    // However often this is sent, the order is there once: later calls get the one that has the id.
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    onAlreadyStarted: 'attach',
  });
  dropDraft();
  openOrder(workflowId);
}

/** An update: the Workflow answers it, or refuses it in words. */
async function change(): Promise<string> {
  const input = part<HTMLInputElement>('address');
  const before = await order.executeUpdate(changeAddress, { args: [input.value] });
  input.value = '';
  return `Changed. Before: ${before}.`;
}

/** Shows an order until it has ended or the page shows something else: asks once a second, and waits for the end. */
async function follow(handle: WorkflowHandle<Order>, signal: AbortSignal): Promise<void> {
  let progress: Answer<OrderProgress> = {};
  let result: Answer<OrderResult> = {};
  const show = (): void => {
    if (!signal.aborted) showOrder(progress, result);
  };
  show();
  const end = awaitEnd(handle, signal).then((answer) => {
    result = answer;
    show();
  });
  for (;;) {
    const last = hasEnded(result);
    try {
      progress = { data: asProgress(await handle.query(orderProgress)) };
    } catch (error) {
      progress = { ...progress, error };
    }
    show();
    if (last || signal.aborted) return;
    await Promise.race([end, pause(1_000)]);
  }
}

/** A long poll that waits for the end. It survives outages; if it was given up, it begins again. */
async function awaitEnd(handle: WorkflowHandle<Order>, signal: AbortSignal): Promise<Answer<OrderResult>> {
  for (;;) {
    try {
      return { data: asResult(await handle.result({ watched: true })) };
    } catch (error) {
      if (signal.aborted || !isPassing(error)) return { error };
      await pause(5_000);
    }
  }
}

function showOrder(progress: Answer<OrderProgress>, result: Answer<OrderResult>): void {
  const closed = hasEnded(result);
  const { tone, title, text } = describeOrder(progress, result);
  part('state').dataset['tone'] = tone;
  put('state-title', title);
  put('state-text', text);
  button('approve').disabled = closed || progress.data?.status !== 'awaiting-approval';
  button('cancel').disabled = closed || !progress.data;
  part('facts').hidden = part('change').hidden = !progress.data;
  if (!progress.data) return;
  put('fact-customer', customerName(progress.data.customerId));
  put('fact-items', itemsInWords(progress.data.items));
  put('fact-total', euros(progress.data.totalCents));
  put('fact-address', progress.data.address);
}

/** Does what a button stands for, one at a time, and says what came of it, or why it did not happen. */
async function once(name: string, answer: string, act: () => Promise<unknown>): Promise<void> {
  if (button(name).ariaBusy === 'true') return;
  const { signal } = leave;
  button(name).ariaBusy = 'true';
  put(answer, '');
  const { said, failed } = await act().then(
    (value) => ({ said: typeof value === 'string' ? value : '', failed: false }),
    (error: unknown) => ({ said: sayWhyNot(error), failed: true }),
  );
  button(name).ariaBusy = 'false';
  if (signal.aborted) return;
  put(answer, said);
  if (answer === 'address-answer') part('address').ariaInvalid = String(failed);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
