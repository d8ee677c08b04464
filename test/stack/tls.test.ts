import { readFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { stackFolder } from '../../src/dev/paths.js';
import { localCertificate } from '../../src/dev/proxy/certificate.js';
import { frame, stack, workflowService } from './raw-call.js';

const { authorityFile, spki } = await localCertificate(stackFolder);
const ca = readFileSync(authorityFile ?? '');
const port = Number(new URL(stack.envoyTlsUrl).port);

/** The protocol that server and client agree on. */
async function negotiate(offered: string[], host = 'localhost'): Promise<string | false | null> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host, ca, ALPNProtocols: offered }, () => {
      resolve(socket.alpnProtocol);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('the TLS port', () => {
  it.each(['localhost', '127.0.0.1'])('has a certificate for %s and speaks HTTP/2', async (host) => {
    expect(await negotiate(['h2', 'http/1.1'], host)).toBe('h2');
  });

  it('speaks HTTP/1.1 with those who know nothing else', async () => {
    expect(await negotiate(['http/1.1'])).toBe('http/1.1');
  });

  it('has the public key whose fingerprint the stack tells', () => {
    expect(stack.certificateSpki).toBe(spki);
  });

  it('answers gRPC-Web over HTTP/2', async () => {
    const session = connectHttp2(stack.envoyTlsUrl, { ca });
    const stream = session.request({
      ':method': 'POST',
      ':path': `/${workflowService}/GetSystemInfo`,
      'content-type': 'application/grpc-web+proto',
    });
    stream.end(frame());
    const body = await new Promise<string>((resolve, reject) => {
      let text = '';
      stream.setEncoding('latin1');
      stream.on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => resolve(text));
      stream.on('error', reject);
    });
    session.close();
    expect(body).toContain('grpc-status:0');
  });
});
