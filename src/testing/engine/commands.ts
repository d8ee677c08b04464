/** What a Workflow asks of the server while it runs; the engine turns each into an event. */
import type { Payload } from '../../client/index.js';
import type { Failure, Outcome } from './api.js';
import type { ActivityOptions, ChildWorkflowOptions, ContinueAsNewOptions } from './context.js';
import type { Deferred } from './deferred.js';

/** A command whose outcome comes by a later event. */
interface Awaited {
  /** Settled with Payloads of a result, or rejected with an error. */
  readonly outcome: Deferred<unknown>;
  /** Of the event that it became. */
  eventId?: bigint;
  /** Nobody waits for it any more; what still comes in is ignored. */
  isCancelled?: boolean;
}

export interface StartTimer extends Awaited {
  readonly kind: 'startTimer';
  readonly timerId: string;
  readonly ms: number;
  readonly summary: Payload | undefined;
}

export interface ScheduleActivity extends Awaited {
  readonly kind: 'scheduleActivity';
  readonly activityId: string;
  readonly activityType: string;
  readonly input: Payload[];
  readonly options: ActivityOptions;
  readonly summary: Payload | undefined;
}

export interface StartChild extends Awaited {
  readonly kind: 'startChild';
  readonly workflowType: string;
  readonly workflowId: string;
  readonly input: Payload[];
  readonly options: ChildWorkflowOptions;
  /** Settled with the Run Id once it has started. */
  readonly started: Deferred<string>;
  readonly summary: Payload | undefined;
  readonly details: Payload | undefined;
  readonly memo: Record<string, Payload> | undefined;
  readonly searchAttributes: Record<string, Payload> | undefined;
}

export interface SignalExternal extends Awaited {
  readonly kind: 'signalExternal';
  readonly workflowId: string;
  readonly runId: string;
  readonly signalName: string;
  readonly input: Payload[];
  readonly childOnly: boolean;
}

export interface CancelExternal extends Awaited {
  readonly kind: 'cancelExternal';
  readonly workflowId: string;
  readonly runId: string;
  readonly reason: string;
  readonly childOnly: boolean;
}

/** Commands that are answered. */
export type AwaitedCommand = StartTimer | ScheduleActivity | StartChild | SignalExternal | CancelExternal;

export type Command =
  | AwaitedCommand
  | { readonly kind: 'cancelTimer'; readonly timer: StartTimer }
  | { readonly kind: 'cancelActivity'; readonly activity: ScheduleActivity }
  | { readonly kind: 'upsertSearchAttributes'; readonly fields: Record<string, Payload> }
  | { readonly kind: 'upsertMemo'; readonly fields: Record<string, Payload> }
  | { readonly kind: 'acceptUpdate'; readonly updateId: string }
  | { readonly kind: 'completeUpdate'; readonly updateId: string; readonly outcome: Outcome['value'] }
  | { readonly kind: 'complete'; readonly result: Payload[] }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'cancel'; readonly details: Payload[] }
  | {
      readonly kind: 'continueAsNew';
      readonly input: Payload[];
      readonly options: ContinueAsNewOptions;
      readonly memo: Record<string, Payload> | undefined;
      readonly searchAttributes: Record<string, Payload> | undefined;
    };

/** Commands after which a run takes no more. */
export const closing: ReadonlySet<Command['kind']> = new Set(['complete', 'fail', 'cancel', 'continueAsNew']);
