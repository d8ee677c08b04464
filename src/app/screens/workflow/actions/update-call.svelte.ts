import {
  RawValue,
  rawValueTypeInfo,
  TemporalFailure,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type WorkflowUpdateHandle,
} from '../../../../client/index.js';
import type { WireFailure } from '../../../format/failure.js';
import { type WirePayload, wirePayload } from '../../../format/payload.js';

/** What is asked of the Workflow. */
export interface UpdateInput {
  name: string;
  payloads: readonly WirePayload[];
  /** None: one is made. */
  updateId: string | undefined;
  stage: 'ACCEPTED' | 'COMPLETED';
}

export type UpdateState =
  | { phase: 'idle' }
  /** Not yet accepted, as far as this page knows. */
  | { phase: 'sent'; input: UpdateInput }
  | { phase: 'accepted'; input: UpdateInput; updateId: string }
  | { phase: 'completed'; input: UpdateInput; updateId: string; result: WirePayload | undefined }
  | { phase: 'failed'; input: UpdateInput; updateId: string; failure: WireFailure | undefined; rejected: boolean }
  /** The call itself failed: whether the update happens is not known when it was sent. */
  | { phase: 'error'; input: UpdateInput; error: unknown };

type Handle = WorkflowUpdateHandle<RawValue | undefined>;

/**
 * One update from the click to its outcome. It outlives the dialog that sent it: an update can take hours, and whoever
 * sent it wants to know what came of it.
 */
export class UpdateCall {
  readonly #handle: () => WorkflowHandle;
  #state = $state.raw<UpdateState>({ phase: 'idle' });
  #controller: AbortController | undefined;

  constructor(handle: () => WorkflowHandle) {
    this.#handle = handle;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Whether an outcome is still to come. */
  get pending(): boolean {
    return this.#state.phase === 'sent' || this.#state.phase === 'accepted';
  }

  /** Resolves with the outcome; never rejects. */
  async send(input: UpdateInput): Promise<void> {
    this.#controller?.abort();
    const { signal } = (this.#controller = new AbortController());
    this.#state = { phase: 'sent', input };
    try {
      const started = await this.#handle().startUpdate<RawValue | undefined, RawValue[]>(input.name, {
        args: input.payloads.map((payload) => RawValue.fromPayload(payload)),
        updateId: input.updateId,
        waitForStage: input.stage,
        // Raw, because a result is shown digit by digit as the worker sent it.
        typeInfo: { outputType: rawValueTypeInfo },
        signal,
      });
      const { updateId } = started;
      if (!signal.aborted) this.#state = { phase: 'accepted', input, updateId };
      await this.#outcome(input, started, signal);
    } catch (error) {
      if (!signal.aborted) this.#state = { phase: 'error', input, error };
    }
  }

  /** Ends the wait, not the update. */
  stop(): void {
    this.#controller?.abort();
    this.#state = { phase: 'idle' };
  }

  async #outcome(input: UpdateInput, started: Handle, signal: AbortSignal): Promise<void> {
    const { updateId } = started;
    try {
      const result = await started.result({ signal });
      if (!signal.aborted)
        this.#state = { phase: 'completed', input, updateId, result: result && wirePayload(result.payload) };
    } catch (error) {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      const rejected = await this.#wasRejected(updateId, signal);
      if (signal.aborted) return;
      const failure = error.cause instanceof TemporalFailure ? error.cause.failure : undefined;
      this.#state = { phase: 'failed', input, updateId, failure, rejected };
    }
  }

  /** The answer is the same for a validator that refused and a handler that failed; but the server forgets the first. */
  async #wasRejected(updateId: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#handle().getUpdateHandle(updateId).result({ signal, timeoutMs: 5_000 });
      return false;
    } catch (error) {
      return error instanceof WorkflowNotFoundError;
    }
  }
}
