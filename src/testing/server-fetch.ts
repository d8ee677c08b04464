/** The `fetch` of the in-memory server: every call goes through here, and every fault. */
import { type CallContext, type UnaryCall } from './wire.js';

/** Bytes of a request that a proxy takes. */
const largestBody = 4 * 1024 * 1024;
const never = new AbortController().signal;

/** @param calls by the path of their RPC */
export function serverFetch(calls: ReadonlyMap<string, UnaryCall>): typeof globalThis.fetch {
  return async (input, init) => {
    const path = pathOf(input instanceof Request ? input.url : String(input));
    const call = calls.get(path);
    if (!call) return new Response('no such method', { status: 404 });
    const body = await bodyOf(input, init);
    if (body.length > largestBody) return new Response('Payload Too Large', { status: 413 });
    const { signal = never, headers } = input instanceof Request ? { ...pick(input), ...init } : (init ?? {});
    const context: CallContext = {
      signal: signal ?? never,
      get requestHeader() {
        return headers instanceof Headers ? headers : new Headers(headers);
      },
    };
    return unlessAborted(call(body, context), context.signal);
  };
}

function pick({ signal, headers }: Request): { signal: AbortSignal; headers: Headers } {
  return { signal, headers };
}

/** The path of a URL, without what would be asked of it. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('?', start);
  return end < 0 ? url.slice(start) : url.slice(start, end);
}

async function bodyOf(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Uint8Array> {
  if (init?.body instanceof Uint8Array) return init.body;
  return new Uint8Array(await new Request(input, init).arrayBuffer());
}

/** As a `fetch` does: an abort ends the wait for the answer, whatever the server does. */
async function unlessAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted();
  if (signal === never) return answer;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    const leave = (): void => signal.removeEventListener('abort', onAbort);
    answer.then(
      (response) => {
        leave();
        resolve(response);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
  });
}
