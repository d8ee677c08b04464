import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repoRoot } from '../../../src/dev/paths.js';
import { freePorts } from '../../../src/dev/ports.js';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { type Authority, createAuthority } from '../../fixtures/certificates.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { ServiceBalancer } from '../../fixtures/service-balancer.js';
import { allowedOrigin, stack } from '../raw-call.js';

/** The hook of deploy/kubernetes/envoy/deployment.yaml. */
const drainScript = join(repoRoot, 'deploy/kubernetes/envoy/drain.sh');

const portOf = (url: string): number => Number(new URL(url).port);

/** Envoys behind what stands for a Service, which can be replaced one by one as Kubernetes does it. */
export class EnvoyFleet {
  readonly authority: Authority;
  readonly #plain: ServiceBalancer;
  readonly #tls: ServiceBalancer;
  #envoys: EnvoyProxy[] = [];

  private constructor(authority: Authority, plain: ServiceBalancer, tls: ServiceBalancer) {
    this.authority = authority;
    this.#plain = plain;
    this.#tls = tls;
  }

  static async start(size: number): Promise<EnvoyFleet> {
    const balancers = [
      ServiceBalancer.start(({ url }) => portOf(url)),
      ServiceBalancer.start(({ tlsUrl }) => portOf(tlsUrl)),
    ] as const;
    const fleet = new EnvoyFleet(await createAuthority(), ...(await Promise.all(balancers)));
    await Promise.all(Array.from({ length: size }, () => fleet.#add()));
    return fleet;
  }

  /** For HTTP/1.1. */
  get url(): string {
    return `http://127.0.0.1:${this.#plain.port}`;
  }

  /** For HTTP/2. */
  get tlsUrl(): string {
    return `https://localhost:${this.#tls.port}`;
  }

  /** How many requests each has in progress. */
  requests(): Promise<number[]> {
    return Promise.all(
      this.#envoys.map(async ({ adminUrl }) => {
        const answer = await fetch(`${adminUrl}/stats?filter=http.grpc_web.downstream_rq_active`);
        return Number(/: (\d+)/.exec(await answer.text())![1]);
      }),
    );
  }

  /**
   * As with `maxSurge: 1, maxUnavailable: 0`: a new one is ready, then an old one is asked to end, then comes the next. Kubernetes does not
   * wait for an end before it goes on either.
   *
   * @param env of the hook
   * @returns what the hooks wrote, which is nothing when no request was left over
   */
  async restart(env: Readonly<Record<string, string>>): Promise<string[]> {
    const ends: Promise<string>[] = [];
    for (const old of [...this.#envoys]) {
      await this.#add();
      this.#envoys.splice(this.#envoys.indexOf(old), 1);
      ends.push(this.#drain(old, env).then(async (words) => (await old.stop(), words)));
    }
    return Promise.all(ends);
  }

  /** Ends all at once, without a hook. */
  async kill(): Promise<void> {
    const all = this.#envoys;
    this.#envoys = [];
    await Promise.all(all.map((each) => each.kill()));
  }

  async stop(): Promise<void> {
    await Promise.all([this.#plain.stop(), this.#tls.stop(), ...this.#envoys.map((each) => each.stop())]);
  }

  async #add(): Promise<void> {
    const { certificate, key } = await this.authority.server('localhost');
    const [ready] = await freePorts(1);
    const envoy = await startEnvoyProxy(
      (folder) => ({
        target: 'local',
        upstream: stack.temporalAddress,
        origins: [allowedOrigin],
        listen: {
          https: 8443,
          ready: ready!,
          certificate: { certificateFile: `${folder}/tls.crt`, keyFile: `${folder}/tls.key` },
        },
      }),
      { 'tls.crt': certificate, 'tls.key': key },
    );
    this.#envoys.push(envoy);
    for (const balancer of [this.#plain, this.#tls]) {
      balancer.add(envoy);
      await waitUntil('new connections go to it', async () => balancer.assertReady(envoy), { timeoutMs: 20_000 });
    }
  }

  async #drain(envoy: EnvoyProxy, env: Readonly<Record<string, string>>): Promise<string> {
    const variables = { ...process.env, ...env, ADMIN_PORT: String(portOf(envoy.adminUrl)) };
    const { stdout, stderr } = await promisify(execFile)('bash', [drainScript], { env: variables });
    for (const balancer of [this.#plain, this.#tls]) balancer.remove(envoy);
    return stdout + stderr;
  }
}
