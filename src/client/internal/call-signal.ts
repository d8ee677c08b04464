import { GrpcError, status } from '../grpc-error.js';
import { maxTimerMs } from './timers.js';

/**
 * Runs `call` with a signal that aborts when one of `signals` does or when the time is up, and turns such an end into
 * a {@link GrpcError} CANCELLED or DEADLINE_EXCEEDED. Leaves no timer and no listener behind.
 *
 * An already aborted signal ends the call before anything is sent.
 *
 * @param totalMs limit in milliseconds, 0 for none, negative when the time was up before the call
 * @param method name of the RPC, for the text of the error
 */
export async function withCallSignal<T>(
  signals: readonly (AbortSignal | undefined)[],
  totalMs: number,
  method: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cleanups: (() => void)[] = [];
  const end = (error: GrpcError): void => controller.abort(error);
  for (const signal of signals) {
    if (!signal) continue;
    const onAbort = (): void => end(cancelled(method, signal.reason));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    cleanups.push(() => signal.removeEventListener('abort', onAbort));
  }
  if (totalMs < 0)
    end(new GrpcError(status.DEADLINE_EXCEEDED, `The deadline of ${method} had passed before the call.`));
  if (totalMs > 0 && totalMs < maxTimerMs) {
    const timer = setTimeout(
      () => end(new GrpcError(status.DEADLINE_EXCEEDED, `${method} took longer than ${Math.round(totalMs)} ms.`)),
      totalMs,
    );
    cleanups.push(() => clearTimeout(timer));
  }
  try {
    if (controller.signal.aborted) throw controller.signal.reason;
    // A custom fetch or apiKey function may not heed the signal; the caller is not to wait for it.
    const aborted = new Promise<never>((_resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    });
    return await Promise.race([call(controller.signal), aborted]);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}

function cancelled(method: string, reason: unknown): GrpcError {
  return reason instanceof GrpcError
    ? reason
    : new GrpcError(status.CANCELLED, `${method} was cancelled.`, { cause: reason });
}
