/** One execution of a Workflow function: what it waits for, what it listens to, and what it asks of the server. */
import {
  ApplicationFailure,
  CancelledFailure,
  type FailureConverter,
  type Payload,
  type PayloadConverter,
  TemporalFailure,
} from '../../client/index.js';
import type { Failure, Outcome } from './api.js';
import { encodeAttributes } from './attributes.js';
import type { AwaitedCommand, Command } from './commands.js';
import type { ContinueAsNewOptions, HandlerOptions, InMemoryWorkflow, WorkflowContext } from './context.js';
import { wirePayload } from './payloads.js';
import { type Deferred, deferred } from './deferred.js';
import { WaitingPlaces } from './waiting-places.js';

type Handler = (...args: any[]) => unknown;
interface UpdateHandler {
  readonly handler: Handler;
  readonly validator: ((...args: any[]) => void) | undefined;
  readonly description: string;
}

/** Thrown by `context.continueAsNew`. */
export class ContinueAsNew extends Error {
  override readonly name = 'ContinueAsNew';
  constructor(
    readonly args: readonly unknown[],
    readonly options: ContinueAsNewOptions,
  ) {
    super('The Workflow continues as new. Let this error pass: it ends the run.');
  }
}

/** What an instance needs to read and write values. */
export interface InstanceConverters {
  readonly payloadConverter: PayloadConverter;
  readonly failureConverter: FailureConverter;
}

/** @see the head of this file */
export class WorkflowInstance {
  /** What the function has asked for since the last Workflow Task. */
  commands: Command[] = [];
  currentDetails = '';
  cancelRequested = false;
  /** The function has come to its end. */
  ended = false;
  readonly queries = new Map<string, { handler: Handler; description: string }>();
  readonly updates = new Map<string, UpdateHandler>();
  readonly signals = new Map<string, { handler: Handler; description: string }>();
  readonly converters: InstanceConverters;
  /** Where the function and its handlers wait. */
  readonly places = new WaitingPlaces();
  readonly #unheard: { name: string; input: readonly Payload[] }[] = [];
  readonly #awaited = new Map<bigint, AwaitedCommand>();
  readonly #conditions = new Set<{ holds: () => boolean; met: Deferred<undefined> }>();
  /** What a cancellation interrupts. */
  readonly #cancellable = new Set<(error: CancelledFailure) => void>();
  /** Called when a command is given while no Workflow Task is going on. */
  readonly #onLate: () => void;
  /** Begins to run the function; set by whoever made the instance. */
  begin: () => void = () => undefined;
  #inTask = false;

  constructor(converters: InstanceConverters, onLate: () => void) {
    this.converters = converters;
    this.#onLate = onLate;
  }

  /** Begins to run the function. */
  start(workflow: InMemoryWorkflow, context: WorkflowContext, input: readonly Payload[]): void {
    void (async () => {
      try {
        const result = await workflow(context, ...this.decode(input));
        this.#end({ kind: 'complete', result: this.encode(result === undefined ? [] : [result]) });
      } catch (error) {
        this.#end(this.#closingOf(error, context));
      }
    })();
  }

  beginTask(): void {
    this.#inTask = true;
  }

  /** Commands of the task that ends. */
  takeCommands(): Command[] {
    this.#inTask = false;
    const { commands } = this;
    this.commands = [];
    return commands;
  }

  /** Resolves the conditions that hold by now. Returns whether there was one. */
  meetConditions(): boolean {
    let met = false;
    for (const condition of [...this.#conditions]) {
      try {
        if (!condition.holds()) continue;
        condition.met.resolve(undefined);
      } catch (error) {
        condition.met.reject(error);
      }
      this.#conditions.delete(condition);
      met = true;
    }
    return met;
  }

  signal(name: string, input: readonly Payload[]): void {
    const handler = this.signals.get(name)?.handler;
    if (!handler) this.#unheard.push({ name, input });
    else this.#run(() => handler(...this.decode(input)));
  }

  /** Registers a handler and gives it what has waited for it. */
  onSignal(name: string, handler: Handler, options: HandlerOptions): void {
    this.signals.set(name, { handler, description: options.description ?? '' });
    const waiting = this.#unheard.filter((signal) => signal.name === name);
    for (const signal of waiting) {
      this.#unheard.splice(this.#unheard.indexOf(signal), 1);
      this.signal(name, signal.input);
    }
  }

  /** Gives an update to its handler. Returns why it was refused, or nothing when it was accepted. */
  update(updateId: string, name: string, input: readonly Payload[]): Failure | undefined {
    const known = this.updates.get(name);
    if (!known) {
      const names = [...this.updates.keys()].join(', ');
      return this.failureOf(new Error(`Update handler ${name} not found. Known updates: [${names}]`));
    }
    let args: unknown[];
    try {
      args = this.decode(input);
      known.validator?.(...args);
    } catch (error) {
      return this.failureOf(error);
    }
    this.give({ kind: 'acceptUpdate', updateId });
    void this.#outcomeOf(() => known.handler(...args)).then((outcome) =>
      this.give({ kind: 'completeUpdate', updateId, outcome }),
    );
    return undefined;
  }

  /** Interrupts what waits and can be cancelled. */
  cancel(): void {
    if (this.cancelRequested) return;
    this.cancelRequested = true;
    for (const interrupt of [...this.#cancellable]) interrupt(new CancelledFailure('Workflow cancelled'));
  }

  /** Gives a command whose outcome is waited for. */
  issue<C extends AwaitedCommand>(command: C): C {
    this.give(command);
    this.places.note(command.outcome.promise);
    return command;
  }

  /** Gives a command. */
  give(command: Command): void {
    this.commands.push(command);
    if (!this.#inTask) this.#onLate();
  }

  /** Takes a command back that has not become an event. Returns whether it could. */
  takeBack(command: Command): boolean {
    const index = this.commands.indexOf(command);
    if (index >= 0) this.commands.splice(index, 1);
    return index >= 0;
  }

  /** The event that a command became: its outcome comes under this id. */
  becameEvent(command: AwaitedCommand, eventId: bigint): void {
    command.eventId = eventId;
    this.#awaited.set(eventId, command);
  }

  /** Whether a command still waits: to become an event, or for its outcome. */
  isOpen(command: AwaitedCommand): boolean {
    return this.commands.includes(command) || (command.eventId !== undefined && this.#awaited.has(command.eventId));
  }

  /** The command that became an event, for as long as its outcome is waited for. */
  awaited(eventId: bigint): AwaitedCommand | undefined {
    return this.#awaited.get(eventId);
  }

  /** Brings the outcome of a command. */
  settle(eventId: bigint, settle: (command: AwaitedCommand) => void): void {
    const command = this.#awaited.get(eventId);
    if (!command) return;
    this.#awaited.delete(eventId);
    if (!command.isCancelled) settle(command);
  }

  /** A wait that ends by `promise`, or by a cancellation, which `onCancel` answers. */
  interruptible<T>(
    outcome: Deferred<T>,
    cancellable: boolean,
    onCancel: (error: CancelledFailure) => void,
  ): Promise<T> {
    if (!cancellable) return outcome.promise;
    if (this.cancelRequested) {
      onCancel(new CancelledFailure('Workflow cancelled'));
      return outcome.promise;
    }
    this.#cancellable.add(onCancel);
    const leave = (): void => void this.#cancellable.delete(onCancel);
    outcome.promise.then(leave, leave);
    return outcome.promise;
  }

  /** Waits until `holds`. */
  condition(holds: () => boolean): { met: Deferred<undefined>; leave: () => void } {
    const met = deferred<undefined>();
    if (holds()) {
      met.resolve(undefined);
      return { met, leave: () => undefined };
    }
    const entry = { holds, met };
    this.#conditions.add(entry);
    const forget = this.places.note(met.promise);
    return {
      met,
      leave: () => {
        this.#conditions.delete(entry);
        forget();
      },
    };
  }

  decode(payloads: readonly Payload[]): unknown[] {
    return payloads.map((payload) => this.converters.payloadConverter.fromPayload(payload));
  }

  encode(values: readonly unknown[]): Payload[] {
    return values.map((value) => wirePayload(this.converters.payloadConverter.toPayload(value)));
  }

  encodeMap(fields: Record<string, unknown>): Record<string, Payload> {
    const encoded = Object.entries(fields).map(([key, value]) => [key, this.encode([value])[0]!] as const);
    return Object.fromEntries(encoded);
  }

  /** Value of the first Payload. */
  decodeFirst(payloads: readonly Payload[]): unknown {
    return this.decode(payloads.slice(0, 1))[0];
  }

  errorOf(failure: Failure): Error {
    return this.converters.failureConverter.failureToError(failure, this.converters.payloadConverter);
  }

  failureOf(error: unknown): Failure {
    return this.converters.failureConverter.errorToFailure(failureLike(error), this.converters.payloadConverter);
  }

  #end(command: Command): void {
    if (this.ended) return;
    this.ended = true;
    this.give(command);
  }

  #closingOf(error: unknown, context: WorkflowContext): Command {
    if (error instanceof ContinueAsNew) {
      const { memo, searchAttributes } = error.options;
      return {
        kind: 'continueAsNew',
        input: this.encode(error.args),
        options: error.options,
        memo: memo && this.encodeMap(memo),
        searchAttributes: searchAttributes && encodeAttributes(searchAttributes),
      };
    }
    if (context.cancelRequested && isCancellation(error)) {
      return { kind: 'cancel', details: this.encode(error instanceof CancelledFailure ? error.details : []) };
    }
    return { kind: 'fail', failure: this.failureOf(error) };
  }

  /** Runs the handler of a signal: what it throws fails the Workflow. */
  #run(handle: () => unknown): void {
    void (async () => {
      try {
        await handle();
      } catch (error) {
        this.#end({ kind: 'fail', failure: this.failureOf(error) });
      }
    })();
  }

  async #outcomeOf(handle: () => unknown): Promise<Outcome['value']> {
    try {
      const result = await handle();
      const payloads = this.encode(result === undefined ? [] : [result]);
      return { case: 'success', value: { $typeName: 'temporal.api.common.v1.Payloads', payloads: payloads as never } };
    } catch (error) {
      return { case: 'failure', value: this.failureOf(error) };
    }
  }
}

/** An error that is no failure yet: of its class, and retryable. */
function failureLike(error: unknown): unknown {
  if (error instanceof TemporalFailure) return error;
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error), type: 'Error' });
  const { message, name, cause } = error;
  const failure = ApplicationFailure.create({
    message,
    type: name,
    ...(cause instanceof Error && { cause: failureLike(cause) as Error }),
  });
  if (error.stack !== undefined) failure.stack = error.stack;
  return failure;
}

/** Whether an error is a cancellation, or an Activity or child that ended by one. */
function isCancellation(error: unknown): boolean {
  if (error instanceof CancelledFailure) return true;
  return error instanceof TemporalFailure && error.cause !== undefined && isCancellation(error.cause);
}
