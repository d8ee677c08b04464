import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type IncomingHttpHeaders } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, Connection, describeError, ServiceError } from '../../src/client/index.js';
import { OpenTelemetryPlugin, traced } from '../../src/otel/index.js';
import { findEnvoy } from '../../src/dev/parts/envoy.js';
import { stackFolder } from '../../src/dev/paths.js';
import { freePorts } from '../../src/dev/ports.js';
import type { PartProcess } from '../../src/dev/process/part-process.js';
import { startReaper } from '../../src/dev/process/reaper.js';
import { localCertificate } from '../../src/dev/proxy/certificate.js';
import { probeGrpcWeb } from '../../src/dev/proxy/grpc-web-probe.js';
import { startEnvoy } from '../../src/dev/proxy/start-envoy.js';
import { waitUntil } from '../../src/dev/wait-until.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { pageSpan, recordSpans } from '../fixtures/spans.js';
import { frame, rawCall, workflowService } from './raw-call.js';

/**
 * The real Envoy with the real configuration, but with a server behind it that
 * notes what arrives: a Temporal server does not tell which headers it saw.
 */
const folder = mkdtempSync(join(tmpdir(), 'headers-'));
const reaper = startReaper();
const received: IncomingHttpHeaders[] = [];
const upstream = createServer((request, response) => {
  received.push(request.headers);
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/grpc', 'grpc-status': '0' });
    response.end();
  });
});
let envoy: PartProcess;
let url: string;

beforeAll(async () => {
  const [httpPort = 0, tlsPort = 0, adminPort = 0, upstreamPort = 0] = await freePorts(4);
  await new Promise<void>((resolve) => upstream.listen(upstreamPort, '127.0.0.1', resolve));
  const { certificateFile, keyFile } = await localCertificate(stackFolder);
  const temporalAddress = `127.0.0.1:${upstreamPort}`;
  envoy = await startEnvoy(
    await findEnvoy(() => undefined),
    { httpPort, tlsPort, adminPort, temporalAddress, certificateFile, keyFile, allowOrigins: [] },
    { folder, reaper },
  );
  url = `http://127.0.0.1:${httpPort}`;
  await waitUntil('Envoy answers', () => probeGrpcWeb(url, `${workflowService}/GetSystemInfo`), {
    timeoutMs: 20_000,
    signal: envoy.crashed,
  });
});

afterAll(async () => {
  await envoy.stop();
  reaper.close();
  upstream.close();
  rmSync(folder, { recursive: true });
});

async function arrivedAfter(headers: Record<string, string>): Promise<IncomingHttpHeaders> {
  received.length = 0;
  await rawCall(`${workflowService}/GetSystemInfo`, { url, headers });
  expect(received).toHaveLength(1);
  return received[0] ?? {};
}

describe('headers of a page', () => {
  it.each([
    'caller-type',
    'caller-name',
    'call-initiation',
    'authorization-extras',
    'supported-features',
    'temporal-experiment',
    'temporal-principal-name',
    'temporal-principal-type',
    'xdc-redirection',
    'forwarded',
    'x-forwarded-client-cert',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-envoy-upstream-rq-timeout-ms',
    'x-envoy-max-retries',
    'cookie',
  ])('do not reach the server: %s', async (name) => {
    expect(await arrivedAfter({ [name]: 'spoofed' })).not.toHaveProperty(name);
  });

  it('reach the server when it needs them', async () => {
    const needed = {
      authorization: 'Bearer token',
      'temporal-namespace': 'default',
      'client-name': 'temporal-web',
      'client-version': '1.0.0',
      'grpc-timeout': '5S',
    };
    expect(await arrivedAfter(needed)).toMatchObject({
      ...needed,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
  });

  it('reach the server with the trace that a client propagates, and without what it notes for itself', async () => {
    const spans = recordSpans();
    received.length = 0;
    const connection = Connection.lazy({
      address: url,
      retry: false,
      plugins: [new OpenTelemetryPlugin({ propagate: true })],
    });
    const client = traced(new Client({ connection }), pageSpan().active);
    // The server behind has a status and no message to give.
    const error = await rejectionOf(client.workflow.count(), ServiceError);
    const [span] = spans();
    const { traceId, spanId } = span!.spanContext();
    expect(received.map(({ traceparent }) => traceparent)).toEqual([`00-${traceId}-${spanId}-01`]);
    expect(Object.keys(received[0]!).filter((name) => name.includes('parent'))).toEqual(['traceparent']);
    const id = received[0]!['x-request-id'];
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(span!.attributes['rpc.grpc.response.metadata.x-request-id']).toEqual([id]);
    expect(describeError(error).requestId).toBe(id);
  });
});

describe('the name that a request is for', () => {
  async function statusFor(host: string): Promise<number | undefined> {
    received.length = 0;
    return new Promise((resolve, reject) => {
      const headers = { host, 'content-type': 'application/grpc-web+proto' };
      request(`${url}/${workflowService}/GetSystemInfo`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end(frame());
    });
  }

  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'temporal.localhost'])(
    'may be %s',
    async (host) => {
      expect(await statusFor(host)).toBe(200);
      expect(received).toHaveLength(1);
    },
  );

  // A page there would be of the same origin as the proxy, if its name led to this machine.
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8080', 'notlocalhost'])(
    'may not be %s',
    async (host) => {
      expect(await statusFor(host)).toBe(404);
      expect(received).toEqual([]);
    },
  );
});
