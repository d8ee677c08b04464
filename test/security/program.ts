import { type ClientRequest, request as connectHttp } from 'node:http';
import { request as connectTls } from 'node:https';
import { connect as connectTcp } from 'node:net';
import type { Certificate } from '../fixtures/certificates.js';
import { type Answer, call, type CallSpec, urlOf } from './caller.js';

/** Makes a call as a program does, which can send any header; says what a page would show of the answer. */
export function fromProgram(
  spec: CallSpec,
  headers: Readonly<Record<string, string>> = {},
  fetch = globalThis.fetch,
): Promise<Answer> {
  return call(spec, (url, init) => {
    const all = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(url, { ...init, headers: all });
  });
}

/** The same over TLS, with a certificate or without one. */
export function fromProgramWith(own: Partial<Certificate>, authority: string, spec: CallSpec): Promise<Answer> {
  return call(spec, (url, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const options = { method: 'POST', headers, ca: authority, cert: own.certificate, key: own.key, agent: false };
    return answerTo(connectTls(urlOf(url), options), init?.body);
  });
}

/**
 * A `fetch` that sends what is for an origin elsewhere, under its name or that of a header `host`, and follows no redirect:
 * programs find hosts as they like. All else it sends where it is for.
 */
export function finding(origin: string, at: string): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(urlOf(input));
    if (url.origin !== origin) return fetch(input, init);
    const headers = { host: url.host, ...Object.fromEntries(new Headers(init?.headers)) };
    const options = { method: init?.method ?? 'GET', headers, agent: false };
    return answerTo(connectHttp(at + url.pathname + url.search, options), init?.body);
  };
}

/** Sends a request of Node, for what its `fetch` cannot. */
function answerTo(request: ClientRequest, body: BodyInit | null | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    request.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value) => [name, value] as [string, string]),
        );
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers }));
      });
    });
    // As a browser says it, which knows no more of TLS.
    request.on('error', (error) => reject(new TypeError('Failed to fetch', { cause: error })));
    request.end(body);
  });
}

/** The same over HTTP, but of the body only a few bytes arrive. */
export function fromSlowProgram(spec: CallSpec): Promise<Answer> {
  return call(spec, async (url, init) => {
    const { pathname, port } = new URL(urlOf(url));
    const socket = connectTcp(Number(port), '127.0.0.1');
    const headers = [...new Headers(init?.headers)].map(([name, value]) => `${name}: ${value}`);
    socket.write(
      [`POST ${pathname} HTTP/1.1`, 'host: localhost', 'content-length: 1000', ...headers, '', 'slow'].join('\r\n'),
    );
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    const [head = '', body] = answer.split('\r\n\r\n');
    const [status = '', ...lines] = head.split('\r\n');
    return new Response(body, {
      status: Number(status.split(' ')[1]),
      headers: lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    });
  });
}
