import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers wrongly, in a way for each first word of the path. */
export interface FaultyServer {
  readonly url: string;
  /** Words that were called with an `authorization`. */
  readonly authorized: ReadonlySet<string>;
  stop(): Promise<void>;
}

const grpcWeb = 'application/grpc-web+proto';

/** A frame of a message, or of trailers. */
const frame = (flags: number, text: string): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(text.length, 1);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
};

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

const keyOf = (request: IncomingMessage): string => request.headers.authorization ?? '';

const faults: Readonly<Record<string, Fault>> = {
  html: (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>'),
  redirect: (_, response) => response.writeHead(302, { location: '/html' }).end(),
  truncated: (_, response) => response.setHeader('content-type', grpcWeb).end(frame(0, 'message').subarray(0, 7)),
  malformed: (_, response) =>
    response
      .setHeader('content-type', grpcWeb)
      .end(Buffer.concat([frame(0, '\x0a\x7f'), frame(0x80, 'grpc-status: 0\r\n')])),
  hidden: (_, response) => response.setHeader('content-type', grpcWeb).end(),
  reset: (request) => request.socket.destroy(),
  silent: () => undefined,
  'repeats-key': (request, response) =>
    response
      .setHeader('content-type', grpcWeb)
      .end(frame(0x80, `grpc-status: 16\r\ngrpc-message: who is ${keyOf(request)}\r\n`)),
  'repeats-key-encoded': (request, response) => {
    const encoded = keyOf(request).replaceAll(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);
    response
      .setHeader('content-type', grpcWeb)
      .end(frame(0x80, `grpc-status: 16\r\ngrpc-message: who is ${encoded}\r\n`));
  },
  'repeats-key-in-text': (request, response) =>
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`who is ${keyOf(request)}`),
};

/** Starts it on loopback, for pages of any origin, except below `no-cors`. */
export async function startFaultyServer(): Promise<FaultyServer> {
  const authorized = new Set<string>();
  const server = createServer((request, response) => {
    const word = request.url?.split('/')[1] ?? '';
    if (word !== 'no-cors') {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (request.headers.authorization) authorized.add(word);
    request.resume();
    request.on('end', () => {
      const status = /^http-(\d+)$/.exec(word)?.[1];
      if (status) response.writeHead(Number(status), { 'content-type': 'text/plain' }).end('no');
      else faults[word]?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorized,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
