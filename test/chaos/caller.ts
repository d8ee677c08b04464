/** The client under test, in a page and in Node alike: begins waits and calls, and keeps account of how each ended. */
import {
  CancelledFailure,
  Client,
  Connection,
  type ConnectionOptions,
  grpcErrorOf,
  isGrpcDeadlineError,
  TerminatedFailure,
  TimeoutFailure,
  TransportError,
  WorkflowFailedError,
} from '../../src/client/index.js';

/** A wait and how it is to end: see {@link outcomeOf}. */
export interface Expectation {
  readonly workflowId: string;
  /** Without it, the latest run. */
  readonly runId?: string;
  readonly expected: string;
  /** Time limit of the wait. */
  readonly timeoutMs?: number;
}

/** Account of the waits of one caller. */
export interface WaitAccount {
  readonly begun: number;
  readonly right: number;
  /** What came in place of the expected outcome. */
  readonly wrong: readonly string[];
  /** Workflow Ids of those that have not settled. */
  readonly pending: readonly string[];
}

/** What can be asked of a server that is to do it once. `id` is the argument, and unique. */
export interface ChaosCall {
  readonly kind: 'start' | 'signal' | 'update' | 'describe';
  readonly workflowId: string;
  readonly id: string;
}

/** How a call ended. */
export interface CallEnd extends ChaosCall {
  /** Undefined when the call succeeded. */
  readonly error?: string;
  /** Result of the call, as text. */
  readonly answer?: string;
  readonly tookMs: number;
}

/** One {@link Connection}, its waits and its calls. */
export class Caller {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #taskQueue: string;
  #begun = 0;
  #right = 0;
  readonly #wrong: string[] = [];
  readonly #pending = new Set<Expectation>();
  /** Signals of the waits: what is still reachable when all have settled has leaked. */
  #signals: WeakRef<AbortSignal>[] = [];

  constructor(address: string, namespace: string, taskQueue: string, options: ConnectionOptions = {}) {
    this.#connection = Connection.lazy({ ...options, address });
    this.#client = new Client({ connection: this.#connection, namespace });
    this.#taskQueue = taskQueue;
  }

  /** Begins to wait; returns at once. */
  wait(expectations: readonly Expectation[]): void {
    for (const expectation of expectations) {
      const { workflowId, runId, expected, timeoutMs } = expectation;
      const { signal } = new AbortController();
      this.#signals.push(new WeakRef(signal));
      this.#begun++;
      this.#pending.add(expectation);
      const result = this.#client.workflow.getHandle(workflowId, runId).result({ signal, timeoutMs });
      void outcomeOf(result, timeoutMs).then((outcome) => {
        this.#pending.delete(expectation);
        if (outcome === expected) this.#right++;
        else this.#wrong.push(`${workflowId}: ${outcome}, expected: ${expected}`);
      });
    }
  }

  /** Waits for a Workflow that has ended, without keeping account. */
  async warmUp(workflowId: string): Promise<void> {
    await this.#client.workflow.getHandle(workflowId).result();
  }

  waits(): WaitAccount {
    const pending = [...this.#pending].map(({ workflowId }) => workflowId);
    return { begun: this.#begun, right: this.#right, wrong: this.#wrong, pending };
  }

  /** Makes all calls, `concurrency` at a time, and says how each ended. */
  async callAll(calls: readonly ChaosCall[], concurrency: number): Promise<CallEnd[]> {
    const queue = [...calls];
    const ends: CallEnd[] = [];
    const work = async (): Promise<void> => {
      for (let call = queue.shift(); call; call = queue.shift()) {
        const began = performance.now();
        const end = await this.#call(call).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error: describe(error) }),
        );
        ends.push({ ...call, ...end, tookMs: performance.now() - began });
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return ends;
  }

  async #call({ kind, workflowId, id }: ChaosCall): Promise<string> {
    const { workflow } = this.#client;
    switch (kind) {
      case 'start':
        return (await workflow.start('greet', { args: [id], taskQueue: this.#taskQueue, workflowId }))
          .firstExecutionRunId;
      case 'signal':
        await workflow.getHandle(workflowId).signal('tick', id);
        return '';
      case 'update':
        return String(await workflow.getHandle(workflowId).executeUpdate('add', { args: [1], updateId: id }));
      case 'describe':
        return (await workflow.getHandle(workflowId).describe()).workflowId;
    }
  }

  /** How many of the signals that waits were given can still be reached; ask after a garbage collection. */
  retained(): number {
    return this.#signals.filter((signal) => signal.deref() !== undefined).length;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

/** The end of a wait as text: the same text, the same end. */
async function outcomeOf(result: Promise<unknown>, timeoutMs = 0): Promise<string> {
  const began = performance.now();
  try {
    return `returned ${JSON.stringify(await result)}`;
  } catch (error) {
    if (isGrpcDeadlineError(error)) {
      const lateMs = performance.now() - began - timeoutMs;
      return Math.abs(lateMs) < 3_000 ? 'gave up in time' : `gave up ${Math.round(lateMs)} ms late`;
    }
    if (!(error instanceof WorkflowFailedError)) return describe(error);
    if (error.cause instanceof CancelledFailure) return 'cancelled';
    if (error.cause instanceof TerminatedFailure) return `terminated: ${error.cause.message}`;
    if (error.cause instanceof TimeoutFailure) return 'timed out';
    return describe(error);
  }
}

function describe(error: unknown): string {
  const cause = grpcErrorOf(error);
  const kind = cause instanceof TransportError ? ` [${cause.kind}]` : '';
  return `${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}${kind}`;
}
