import { connect, constants, type ClientHttp2Session } from 'node:http2';
import { buffer } from 'node:stream/consumers';

/** A `fetch` over HTTP/2, which that of Node does not speak. */
export interface Http2Fetch {
  /** For gRPC-Web: POST, and an answer that is there as a whole. */
  readonly fetch: typeof fetch;
  /** How many connections it has had. */
  readonly connections: number;
  close(): void;
}

/**
 * Has one connection for all requests, as a browser has for an origin, and a new one once the proxy says that it takes no more
 * requests on it (GOAWAY) or hangs up. What is in progress on the old one goes on there.
 *
 * @param certificateAuthority PEM of who signed the certificate of the proxy
 */
export function http2Fetch(origin: string, certificateAuthority: string | Buffer): Http2Fetch {
  let session: ClientHttp2Session | undefined;
  let connections = 0;
  const sessions = new Set<ClientHttp2Session>();
  const current = (): ClientHttp2Session => {
    if (session && !session.closed && !session.destroyed) return session;
    const opened = connect(origin, { ca: certificateAuthority });
    connections++;
    sessions.add(opened);
    // Whoever has a request on it is told by the request.
    opened.on('error', () => undefined).once('close', () => sessions.delete(opened));
    return (session = opened);
  };
  return {
    fetch: async (input, init) => {
      for (;;) {
        const answer = await request(current(), new URL(input as string), init!);
        if (answer !== 'refused') return answer;
      }
    },
    get connections() {
      return connections;
    },
    close: () => {
      for (const each of sessions) each.destroy();
    },
  };
}

/** @returns `refused` when the proxy says that it has done nothing about it, as for what crosses its GOAWAY: browsers send that again */
function request(session: ClientHttp2Session, url: URL, init: RequestInit): Promise<Response | 'refused'> {
  const signal = init.signal ?? undefined;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ...Object.fromEntries(new Headers(init.headers)),
      [constants.HTTP2_HEADER_METHOD]: init.method,
      [constants.HTTP2_HEADER_PATH]: url.pathname + url.search,
    });
    const abort = (): void => {
      stream.close(constants.NGHTTP2_CANCEL);
      reject(signal!.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const fail = (error: unknown): void => reject(new TypeError('fetch failed', { cause: error }));
    let isAnswered = false;
    stream.once('error', (error) => {
      if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) resolve('refused');
      else fail(error);
    });
    stream.once('close', () => {
      signal?.removeEventListener('abort', abort);
      if (!isAnswered) fail(`the stream was closed with ${stream.rstCode}`);
    });
    stream.once('response', (fields) => {
      isAnswered = true;
      const headers = Object.entries(fields).filter(([name]) => !name.startsWith(':')) as [string, string][];
      buffer(stream).then((body) => resolve(new Response(body, { status: fields[':status']!, headers })), fail);
    });
    stream.end(init.body as Uint8Array);
  });
}
