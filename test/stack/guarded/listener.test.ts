import { renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority } from '../../fixtures/certificates.js';
import { freePorts } from '../../../src/dev/ports.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { allowedOrigin, frame, stack, workflowService } from '../raw-call.js';

/** The port with TLS of a proxy that others can reach. */
const home = 'secrets/listener-certificate';
let authority: Authority;
let proxy: EnvoyProxy;
let ready = 0;

beforeAll(async () => {
  authority = await createAuthority();
  const { certificate, key } = await authority.server('localhost', 'first.example');
  ready = (await freePorts(1))[0]!;
  proxy = await startEnvoyProxy(
    () => ({
      target: 'tls',
      upstream: stack.temporalAddress,
      origins: [allowedOrigin],
      auth: 'server',
      listen: { https: 8443, ready },
    }),
    { [`${home}/tls.crt`]: certificate, [`${home}/tls.key`]: key },
  );
});

afterAll(async () => {
  await proxy.stop();
});

interface Seen {
  readonly names: string;
  readonly protocol: string | false | null;
  readonly headers: Record<string, unknown>;
}

/** Calls over HTTP/2 on a connection of its own. */
async function callOverTls(): Promise<Seen> {
  const session = connect(proxy.tlsUrl, { ca: authority.certificate });
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': `/${workflowService}/GetSystemInfo`,
      'content-type': 'application/grpc-web+proto',
      origin: allowedOrigin,
    });
    stream.end(frame());
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      stream.on('response', resolve);
      stream.on('error', reject);
      session.on('error', reject);
    });
    const socket = session.socket as TLSSocket;
    return { names: socket.getPeerCertificate().subjectaltname ?? '', protocol: socket.alpnProtocol, headers };
  } finally {
    session.destroy();
  }
}

describe('the port with TLS', () => {
  it('speaks HTTP/2, and tells browsers to keep to TLS', async () => {
    const { protocol, headers } = await callOverTls();
    expect(protocol).toBe('h2');
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
    });
  });

  it('tells a page that the server is away, though the fault is of a certificate on the way', async () => {
    // The server behind it has no TLS here.
    const { headers } = await callOverTls();
    expect(headers).toMatchObject({ ':status': 503, 'access-control-allow-origin': allowedOrigin });
  });

  it('gets a new certificate without a restart', async () => {
    expect((await callOverTls()).names).toContain('first.example');
    const { certificate, key } = await authority.server('localhost', 'second.example');
    for (const [name, text] of [
      ['tls.key', key],
      ['tls.crt', certificate],
    ] as const) {
      writeFileSync(`${proxy.folder}/next`, text);
      renameSync(`${proxy.folder}/next`, `${proxy.folder}/${home}/${name}`);
    }
    await expect.poll(async () => (await callOverTls()).names).toContain('second.example');
  });
});

describe('the port for probes', () => {
  it('says when to send no more calls, and nothing else', async () => {
    const status = async (path: string): Promise<number> => (await fetch(`http://127.0.0.1:${ready}${path}`)).status;
    expect(await status('/ready')).toBe(200);
    expect(await status(`/${workflowService}/GetSystemInfo`)).toBe(404);
    await fetch(`${proxy.adminUrl}/healthcheck/fail`, { method: 'POST' });
    expect(await status('/ready')).toBe(503);
  });
});
