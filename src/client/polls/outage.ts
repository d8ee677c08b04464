import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { ConnectionState } from '../connection-state.js';
import type { Connection } from '../connection.js';
import { type GrpcError, grpcErrorOf, status, TransportError } from '../grpc-error.js';
import { isOffline } from '../internal/environment.js';
import type { GrpcRetryOptions } from '../retry.js';

/** The call that finds out whether anything is answered again. Every server answers it, to anyone. */
const scoutLimits = { attemptMs: 5_000, totalMs: 0, maxAttempts: 1 };

/** Whether an error says that nobody can be served at present, rather than that one request was not. */
export function isOutage(error: GrpcError): boolean {
  return (
    error instanceof TransportError || error.code === status.UNAVAILABLE || error.code === status.RESOURCE_EXHAUSTED
  );
}

/**
 * That nothing is answered. Meanwhile no wait asks for itself: one small call after the other, further and further apart,
 * finds out when it is over, however many waits there are.
 */
export class Outage {
  #retry: GrpcRetryOptions;
  #state: ConnectionState;
  #giveUpAfterMs: number;
  #ended: (since: number) => void;
  #error: GrpcError | undefined;
  #failures = 0;
  #since = 0;
  #failedAt = 0;
  /** Milliseconds of it in which the network was there. */
  #spentMs = 0;
  #nextAt = Infinity;
  #scout: AbortController | undefined;

  /** @param ended is told when the outage, which began at `since`, is over */
  constructor(retry: GrpcRetryOptions, state: ConnectionState, giveUpAfterMs: number, ended: (since: number) => void) {
    this.#retry = retry;
    this.#state = state;
    this.#giveUpAfterMs = giveUpAfterMs;
    this.#ended = ended;
  }

  /** Whether waits are to keep still. */
  get active(): boolean {
    return this.#nextAt < Infinity;
  }

  /** For the status. */
  get current(): { reason: string; failures: number } | undefined {
    return this.active && this.#error ? { reason: this.#error.details, failures: this.#failures } : undefined;
  }

  /** A request failed that was begun at `begun`. Requests that failed together count once. */
  fail(error: GrpcError, begun: number): void {
    if (this.#failures > 0 && begun < this.#failedAt) return;
    const now = performance.now();
    if (this.#failures === 0) this.#since = begun;
    // A machine that slept has not tried in vain for all that time.
    else if (!isOffline()) this.#spentMs += Math.min(30_000, now - this.#failedAt);
    this.#failures++;
    this.#failedAt = now;
    this.#error = error;
    this.#nextAt = now + this.#retry.delayFunction(this.#failures, error);
  }

  /** With what waits fail when it is time to give up. An address that never answered is wrong rather than away. */
  get hopeless(): GrpcError | undefined {
    const error = this.#error;
    if (!this.active || !error) return undefined;
    const over = this.#state.answered
      ? this.#spentMs > this.#giveUpAfterMs
      : !isOffline() && !this.#retry.retryableDecider(this.#failures, error);
    return over ? error : undefined;
  }

  /** A request of a wait was answered. */
  answered(): void {
    const wasActive = this.active;
    this.#failures = 0;
    this.#spentMs = 0;
    // An error keeps alive what its stack remembers.
    this.#error = undefined;
    this.#over(wasActive);
  }

  /** Something happened after which it is worth trying at once. */
  soon(): void {
    if (this.active) this.#nextAt = performance.now();
  }

  /** Tries when it is time to, and says when that will be. */
  run(now: number, view: Connection, changed: () => void): number {
    if (!this.active || this.#scout) return Infinity;
    // The browser may be wrong about the network, so it is believed for half a minute at a time.
    const at = isOffline() ? Math.max(this.#nextAt, this.#failedAt + 30_000) : this.#nextAt;
    if (now < at) return at;
    void this.#try(view, now).then(changed);
    return Infinity;
  }

  /** Ends an attempt that is under way. */
  close(): void {
    this.#scout?.abort();
    this.#scout = undefined;
    this.#failures = 0;
    this.#spentMs = 0;
    this.#error = undefined;
    this.#nextAt = Infinity;
  }

  async #try(view: Connection, begun: number): Promise<void> {
    const scout = new AbortController();
    this.#scout = scout;
    try {
      await view.unary(WorkflowService.method.getSystemInfo, {}, { signal: scout.signal }, scoutLimits);
    } catch (error) {
      const failure = grpcErrorOf(error);
      if (!scout.signal.aborted && failure && isOutage(failure)) this.fail(failure, begun);
      else if (!scout.signal.aborted) this.#over(true);
      return;
    } finally {
      if (this.#scout === scout) this.#scout = undefined;
    }
    // The count of failures stays until a wait is answered, so that a server which only greets is not stormed.
    this.#over(true);
  }

  #over(wasActive: boolean): void {
    this.#nextAt = Infinity;
    if (wasActive) this.#ended(this.#since);
  }
}
