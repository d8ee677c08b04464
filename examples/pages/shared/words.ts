/** What the page says: how an order stands, how it ended, what went wrong. */
import {
  CancelledFailure,
  type ConnectionCondition,
  describeError,
  QueryNotRegisteredError,
  rootCause,
  TerminatedFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from 'temporal-web-client';
import { NotAnOrderError, type OrderProgress, type OrderResult } from './order.js';

/** What a call has come to so far. */
export interface Answer<Data> {
  data?: Data | undefined;
  error?: unknown;
}

/** An order for a screen. */
export interface OrderInWords {
  tone: 'running' | 'done' | 'failed' | 'ended';
  title: string;
  text: string;
}

/** How an order stands: by its result, once there is one, and by the query until then. */
export function describeOrder(progress: Answer<OrderProgress>, result: Answer<OrderResult>): OrderInWords {
  if ([progress.error, result.error].some(isOfAnother)) {
    const text = 'The id in the address is that of another Workflow.';
    return { tone: 'failed', title: 'This is not an order', text };
  }
  if (result.data) return describeResult(result.data);
  if (hasEnded(result)) return describeEnd(result.error);
  if (progress.data) return { tone: 'running', ...statusWords[progress.data.status] };
  // The result will say it better.
  const silent = progress.error && !(progress.error instanceof WorkflowNotFoundError);
  const text = silent ? sentences(progress.error) : '';
  return { tone: 'running', title: 'Asking for the order …', text };
}

/** An order answers its queries, in its own words. */
function isOfAnother(error: unknown): boolean {
  return error instanceof NotAnOrderError || error instanceof QueryNotRegisteredError;
}

const statusWords: Record<OrderProgress['status'], { title: string; text: string }> = {
  reserving: { title: 'Reserving', text: 'The goods are taken from the shelf.' },
  'awaiting-approval': { title: 'Waiting for approval', text: 'It costs 100.00 or more, so somebody has to agree.' },
  charging: { title: 'Charging', text: 'The card is asked for the money.' },
  shipping: { title: 'Shipping', text: 'The goods are on their way.' },
  delivered: { title: 'Delivered', text: '' },
  cancelled: { title: 'Undoing', text: 'What had been done for it is undone.' },
};

function describeResult({ status, address, trackingNumber, reason }: OrderResult): OrderInWords {
  return status === 'delivered'
    ? { tone: 'done', title: 'Delivered', text: `To ${address}. Tracking number ${trackingNumber}.` }
    : { tone: 'ended', title: 'Cancelled', text: `${reason}.` };
}

function describeEnd(error: unknown): OrderInWords {
  if (error instanceof WorkflowNotFoundError) {
    const text = 'Its id is mistyped, or it is older than what the server keeps.';
    return { tone: 'failed', title: 'There is no such order', text };
  }
  if (!(error instanceof WorkflowFailedError))
    return { tone: 'failed', title: 'The order cannot be shown', text: sentences(error) };
  if (error.cause instanceof CancelledFailure)
    return { tone: 'ended', title: 'Cancelled', text: 'What had been done for it was undone.' };
  if (error.cause instanceof TerminatedFailure)
    return { tone: 'ended', title: 'Terminated', text: 'Somebody ended it at once. Nothing was undone.' };
  // The Workflow failed since an Activity failed since the card was declined: the last of these is the news.
  return { tone: 'failed', title: 'Failed', text: `${rootCause(error.cause) ?? error.message}.` };
}

/** Why a signal, an update or a start did not happen; empty without an error. */
export function sayWhyNot(error: unknown): string {
  if (!error) return '';
  // The Workflow's own words: its validator refused.
  if (error instanceof WorkflowUpdateFailedError) return `${rootCause(error.cause) ?? error.message}.`;
  if (error instanceof WorkflowNotFoundError) return 'Too late: the order is closed.';
  return sentences(error);
}

/** What is wrong with the way to Temporal; empty while all is well. */
export function sayTrouble({ status, reason }: ConnectionCondition): string {
  return status === 'offline' || status === 'degraded' ? `${reason} The page goes on by itself.` : '';
}

/** Whether there is an end to tell, or nothing at all: no need to ask any more. */
export function hasEnded(result: Answer<OrderResult>): boolean {
  return Boolean(result.data ?? (result.error && !isPassing(result.error)));
}

/** Whether an error says nothing about the order, so that asking again may help. */
export function isPassing(error: unknown): boolean {
  return describeError(error).retryable;
}

function sentences(error: unknown): string {
  const { title, hint } = describeError(error);
  return `${title} ${hint}`.trim();
}
