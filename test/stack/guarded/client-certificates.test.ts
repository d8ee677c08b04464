import { renameSync, writeFileSync } from 'node:fs';
import { type ClientHttp2Session, connect } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, type Certificate, createAuthority } from '../../fixtures/certificates.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { allowedOrigin, frame, stack, workflowService } from '../raw-call.js';

/** A proxy that lets in nobody without a certificate. */
const home = 'secrets/browser-authorities';
let authority: Authority;
let stranger: Authority;
let proxy: EnvoyProxy;
let [good, lost]: Certificate[] = [];

beforeAll(async () => {
  [authority, stranger] = await Promise.all([createAuthority(), createAuthority()]);
  [good, lost] = await Promise.all([authority.client('good'), authority.client('lost')]);
  const own = await authority.server('localhost');
  proxy = await startEnvoyProxy(
    (folder) => ({
      target: 'local',
      upstream: stack.temporalAddress,
      origins: [allowedOrigin],
      auth: 'server',
      listen: {
        http: false,
        https: 1,
        certificate: { certificateFile: `${folder}/own.crt`, keyFile: `${folder}/own.key` },
        clientCertificates: { revocations: true },
      },
    }),
    {
      [`${home}/ca.crt`]: authority.certificate,
      [`${home}/crl.pem`]: await authority.revoke([]),
      'own.crt': own.certificate,
      'own.key': own.key,
    },
    // Ten minutes are what they are elsewhere.
    (config) => config.replace('max_connection_duration: 600s', 'max_connection_duration: 1s'),
  );
});

afterAll(async () => {
  await proxy.stop();
});

/** Opens a connection of its own; the caller ends it. */
function dial(own?: Certificate, session?: Buffer): ClientHttp2Session {
  const http2 = connect(proxy.tlsUrl, {
    ca: authority.certificate,
    ...(own && { cert: own.certificate, key: own.key }),
    ...(session && { session }),
  });
  // Whoever waits for an answer hears of it.
  http2.on('error', () => undefined);
  return http2;
}

/** Calls, and says how that ended: a gRPC status, or what TLS has to say. */
async function ask(http2: ClientHttp2Session): Promise<string> {
  return new Promise((resolve) => {
    http2.on('error', ({ message }: Error) => resolve(message));
    const stream = http2.request({
      ':method': 'POST',
      ':path': `/${workflowService}/GetSystemInfo`,
      'content-type': 'application/grpc-web+proto',
      origin: allowedOrigin,
    });
    stream.on('error', ({ message }: Error) => resolve(message));
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    stream.on('response', (headers) => (text += `grpc-status:${String(headers['grpc-status'] ?? '')}\n`));
    stream.on('end', () => resolve(/grpc-status:\s*(\d+)/.exec(text)?.[1] ?? text));
    stream.end(frame());
  });
}

async function askOnce(own?: Certificate, session?: Buffer): Promise<string> {
  const http2 = dial(own, session);
  try {
    return await ask(http2);
  } finally {
    http2.destroy();
  }
}

/** Puts another list in the place of the one that is there. */
async function publish(revoked: readonly Certificate[], until?: Date): Promise<void> {
  writeFileSync(`${proxy.folder}/next`, await authority.revoke(revoked, until));
  renameSync(`${proxy.folder}/next`, `${proxy.folder}/${home}/crl.pem`);
}

describe('a browser', () => {
  it('with a certificate is let in', async () => {
    expect(await askOnce(good)).toBe('0');
    expect(await askOnce(lost)).toBe('0');
  });

  it('without one is not', async () => {
    expect(await askOnce()).toMatch(/certificate required/);
  });

  it('with one of another authority is not', async () => {
    // Which calls itself the same, and does not have its key.
    expect(await askOnce(await stranger.client('good'))).toMatch(/decrypt error/);
  });

  it('with one that is for servers is not', async () => {
    expect(await askOnce(await authority.server('good'))).toMatch(/unsupported certificate|certificate unknown/);
  });
});

describe('a certificate that is revoked', () => {
  it('is refused without a restart, also where a connection is taken up again; the others stay good', async () => {
    const before = dial(lost);
    const sessions: Buffer[] = [];
    (before.socket as TLSSocket).on('session', (session) => sessions.push(session));
    expect(await ask(before)).toBe('0');
    expect(sessions.length).toBeGreaterThan(0);
    before.destroy();

    await publish([lost!]);
    await expect.poll(async () => askOnce(lost)).toMatch(/certificate revoked/);
    expect(await askOnce(lost, sessions.at(-1))).toMatch(/certificate revoked/);
    expect(await askOnce(good)).toBe('0');
    await publish([]);
    await expect.poll(async () => askOnce(lost)).toBe('0');
  });

  it('is good on a connection that stands, which ends', async () => {
    const open = dial(lost);
    const ended = new Promise((resolve) => open.on('goaway', resolve));
    expect(await ask(open)).toBe('0');
    await publish([lost!]);
    await expect.poll(async () => askOnce(lost)).toMatch(/certificate revoked/);
    await ended;
    open.destroy();
  });

  it('is not told from the others once the list is out of date: all are refused', async () => {
    await publish([], new Date(Date.now() - 60_000));
    await expect.poll(async () => askOnce(good)).toMatch(/certificate expired/);
    await publish([]);
    await expect.poll(async () => askOnce(good)).toBe('0');
  });
});
