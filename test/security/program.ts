import { request as connectTls } from 'node:https';
import { connect as connectTcp } from 'node:net';
import type { Certificate } from '../fixtures/certificates.js';
import { type Answer, call, type CallSpec, urlOf } from './caller.js';

/** Makes a call as a program does, which can send any header; says what a page would show of the answer. */
export function fromProgram(spec: CallSpec, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return call(spec, (url, init) => {
    const all = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(url, { ...init, headers: all });
  });
}

/** The same over TLS, with a certificate or without one. */
export function fromProgramWith(own: Partial<Certificate>, authority: string, spec: CallSpec): Promise<Answer> {
  return call(
    spec,
    async (url, init) =>
      new Promise((resolve, reject) => {
        const headers = Object.fromEntries(new Headers(init?.headers));
        const options = { method: 'POST', headers, ca: authority, cert: own.certificate, key: own.key, agent: false };
        const request = connectTls(urlOf(url), options, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const all = Object.entries(answer.headers).map(
              ([name, value]) => [name, String(value)] as [string, string],
            );
            resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers: all }));
          });
        });
        // As a browser says it, which knows no more of TLS.
        request.on('error', (error) => reject(new TypeError('Failed to fetch', { cause: error })));
        request.end(init?.body);
      }),
  );
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
