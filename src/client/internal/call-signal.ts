import { GrpcError, status } from '../grpc-error.js';
import { isOffline } from './environment.js';
import { maxTimerMs } from './timers.js';

/**
 * Runs `call` with a signal that aborts when the caller's does or when the time is up, and turns such an end into
 * a {@link GrpcError} CANCELLED or DEADLINE_EXCEEDED. Leaves no timer and no listener behind.
 *
 * An already aborted signal ends the call before anything is sent.
 *
 * @param inFlight holds the controller of the call while it runs, for whoever ends all calls
 * @param totalMs limit in milliseconds, 0 for none, negative when the time was up before the call
 * @param method name of the RPC, for the text of the error
 */
export async function withCallSignal<T>(
  inFlight: Set<AbortController>,
  callerSignal: AbortSignal | undefined,
  totalMs: number,
  method: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const onCallerAbort = (): void => controller.abort(cancelled(method, callerSignal?.reason));
  if (callerSignal?.aborted) onCallerAbort();
  if (totalMs < 0) controller.abort(deadlineExceeded(`The deadline of ${method} had passed before the call.`));
  if (signal.aborted) throw signal.reason;
  const onTimeout = (): void =>
    controller.abort(
      deadlineExceeded(
        `${method} took longer than ${Math.round(totalMs)} ms.${isOffline() ? ' The browser is offline.' : ''}`,
      ),
    );
  const timer = totalMs > 0 && totalMs < maxTimerMs ? setTimeout(onTimeout, totalMs) : undefined;
  callerSignal?.addEventListener('abort', onCallerAbort);
  inFlight.add(controller);
  try {
    // A custom fetch or apiKey function may not heed the signal; the caller is not to wait for it.
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return await Promise.race([call(signal), aborted]);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', onCallerAbort);
    inFlight.delete(controller);
  }
}

function deadlineExceeded(text: string): GrpcError {
  return new GrpcError(status.DEADLINE_EXCEEDED, text);
}

function cancelled(method: string, reason: unknown): GrpcError {
  return reason instanceof GrpcError
    ? reason
    : new GrpcError(status.CANCELLED, `${method} was cancelled.`, { cause: reason });
}
