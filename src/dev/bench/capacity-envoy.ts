import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envoyConfig } from '../../deploy/envoy/envoy-config.js';
import { findEnvoy } from '../parts/envoy.js';
import { stackFolder } from '../paths.js';
import { freePorts } from '../ports.js';
import { startPart } from '../process/part-process.js';
import { startReaper } from '../process/reaper.js';
import { localCertificate } from '../proxy/certificate.js';
import { createSigningKey, signToken } from '../variants/identity-token.js';
import { waitUntil } from '../wait-until.js';

const issuer = 'https://login.example.com/';
const audience = 'temporal-web';
const origin = 'https://app.example.com';

/** An Envoy as people are served by: it asks for a token, and checks roles, Namespaces and rates. */
export interface CapacityEnvoy {
  readonly pid: number;
  readonly url: string;
  readonly tlsUrl: string;
  /** Whom to trust for {@link CapacityEnvoy.tlsUrl}. */
  readonly certificateAuthority: Buffer;
  /** Headers of the page of a person. */
  headers(subject: string): Record<string, string>;
  /** Present values of counters, by the ends of their names. */
  stats(): Promise<Record<'connections' | 'requests' | 'upstreamConnections' | 'upstreamRequests', number>>;
  stop(): Promise<void>;
}

const stats = {
  connections: 'http.grpc_web.downstream_cx_active',
  requests: 'http.grpc_web.downstream_rq_active',
  upstreamConnections: 'cluster.temporal.upstream_cx_active',
  upstreamRequests: 'cluster.temporal.upstream_rq_active',
} as const;

/** Starts one in front of `upstream`, with two threads as in deploy/kubernetes. */
export async function startCapacityEnvoy(upstream: string): Promise<CapacityEnvoy> {
  const folder = mkdtempSync(join(tmpdir(), 'capacity-'));
  const key = createSigningKey();
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  const jwksFile = join(folder, 'jwks.json');
  writeFileSync(jwksFile, JSON.stringify({ keys: [publicKey] }));
  const { certificateFile, keyFile, authorityFile } = await localCertificate(stackFolder);
  const [http, https, admin] = await freePorts(3);
  const configFile = join(folder, 'envoy.yaml');
  const config = envoyConfig({
    target: 'local',
    upstream,
    origins: [origin],
    auth: { issuer, audiences: [audience], jwksFile },
    listen: { http: http!, https: https!, admin: admin!, certificate: { certificateFile, keyFile } },
    // All pages are of this machine.
    limits: { perAddress: false },
    folder,
  });
  writeFileSync(configFile, config);
  const reaper = startReaper();
  const part = await startPart({
    name: 'Envoy',
    command: await findEnvoy(() => undefined),
    args: ['-c', configFile, '--disable-hot-restart', '--concurrency', '2', '--log-level', 'warning'],
    logFile: join(folder, 'envoy.log'),
    reaper,
    stopTimeoutMs: 3_000,
  });
  const ask = async (path: string): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${admin!}${path}`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.text();
  };
  await waitUntil('Envoy is ready', () => ask('/ready'), { timeoutMs: 20_000, signal: part.crashed });
  return {
    pid: part.pid,
    url: `http://127.0.0.1:${http!}`,
    tlsUrl: `https://localhost:${https!}`,
    certificateAuthority: readFileSync(authorityFile!),
    headers: (subject) => ({
      origin,
      authorization: `Bearer ${signToken(issuer, key, subject, { roles: ['viewer'], namespaces: ['default'] }, { audience })}`,
    }),
    stats: async () => {
      const text = await ask('/stats?filter=_active$');
      const read = (name: string): number =>
        Number(
          text
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))!
            .split(' ')[1],
        );
      return Object.fromEntries(Object.entries(stats).map(([name, stat]) => [name, read(stat)])) as Awaited<
        ReturnType<CapacityEnvoy['stats']>
      >;
    },
    stop: async () => {
      await part.stop();
      reaper.close();
      rmSync(folder, { recursive: true });
    },
  };
}
