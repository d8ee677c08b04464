import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporalServerVersion } from '../../../src/dev/parts/temporal-server.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { envoyImage, pinned, readFleetEnvoy, withoutDigest } from '../../fixtures/fleet-envoy.js';
import { kubernetesObjects } from '../../fixtures/kubernetes-objects.js';

interface Service {
  image: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  pids_limit: number;
  mem_limit: string;
  user?: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks: string[];
  secrets?: string[];
  stop_grace_period?: string;
  pre_stop?: { command: string[] }[];
  healthcheck?: { test: string[] };
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  secrets: Record<string, { file: string }>;
}

const file = join(repoRoot, 'deploy/compose.yaml');
const text = readFileSync(file, 'utf8');
const { services, networks, secrets } = parse(text, { merge: true }) as Compose;
const envoy = services['envoy']!;
const config = readFleetEnvoy('deploy/compose/envoy');
const folder = mkdtempSync(join(tmpdir(), 'compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In the order of what happens is easier to read than in that of the alphabet. */
const order = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];
const linter = new DCLinter({
  rules: Object.fromEntries(order.map((rule) => [rule, 0 as const])),
  quiet: true,
  debug: false,
  exclude: [],
});

/** What is wrong by the schema of the Compose Specification, and by rules about what goes wrong often. */
function findings(path: string): string[] {
  return linter.lintFiles([path], false).flatMap(({ messages }) => messages.map(({ message }) => message));
}

/** Sources of mounts, by where they are in the container. */
function mounts({ volumes = [] }: Service): Map<string, string> {
  const pairs = volumes.map((volume) => volume.split(':') as [string, string]);
  return new Map(pairs.map(([source, target]) => [target, source]));
}

describe('deploy/compose.yaml', () => {
  it('is what the Compose Specification says', () => {
    expect(findings(file)).toEqual([]);
  });

  it.each([
    ['a name that is none', 'read_only: true', 'read_onIy: true', /read_onIy|additional|unknown/i],
    ['a text in place of a list', 'cap_drop: [ALL]', 'cap_drop: ALL', /cap_drop/],
    ['an image without a version', 'image: postgres:18.4-alpine', 'image: postgres', /postgres/],
    ['a port that every network reaches', "'127.0.0.1:8443:8443'", "'8443:8443'", /8443/],
  ])('would not pass with %s', (what, from, to, message) => {
    const path = join(folder, `${what}.yaml`);
    writeFileSync(path, text.replace(from, to));
    expect(findings(path).join('\n')).toMatch(message);
  });

  it('runs images of one version: those of Envoy, the server and nginx that tests and Kubernetes have', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(pinned);
    expect(withoutDigest(envoy.image)).toBe(envoyImage);
    expect(withoutDigest(services['temporal']!.image)).toBe(`temporalio/server:${temporalServerVersion}`);
    for (const name of ['schema', 'namespace']) {
      expect(withoutDigest(services[name]!.image)).toBe(`temporalio/admin-tools:${temporalServerVersion}`);
    }
    const dockerfile = readFileSync(join(repoRoot, 'deploy/kubernetes/console/Dockerfile'), 'utf8');
    expect(dockerfile).toContain(`FROM ${services['console']!.image}\n`);
  });

  it.each(Object.entries(services))(
    '%s can change nothing but its data, gets no more rights, and has limits',
    (_, it) => {
      expect(it).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(it.pids_limit).toBeGreaterThan(0);
      expect(it.mem_limit).toMatch(/^\d+[mg]$/);
    },
  );

  it('mounts what is in this repository, what a build makes, and what is secret', () => {
    const sources = Object.values(services).flatMap((service) => [...mounts(service).values()]);
    const isThere = (source: string): boolean => existsSync(join(repoRoot, 'deploy', source));
    const missing = sources.filter((source) => source.startsWith('.') && source !== '../dist/console');
    expect(missing.filter((source) => !isThere(source))).toEqual(['./compose/secrets/listener-certificate']);
  });

  it('has its password in a file, and nowhere among what can be asked about a container', () => {
    expect(secrets).toEqual({ postgres_password: { file: './compose/secrets/postgres_password' } });
    const names = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment));
    expect(names.filter((name) => /PWD|PASSWORD(?!_FILE)/.test(name))).toEqual([]);
    expect(readFileSync(join(repoRoot, '.gitignore'), 'utf8')).toContain('\ndeploy/compose/secrets/\n');
  });

  it('lets nobody to Temporal and its database but through Envoy', () => {
    expect(networks).toEqual({ pages: null, temporal: { internal: true }, database: { internal: true } });
    const published = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['envoy', 'console']);
    expect(envoy.networks).toEqual(['pages', 'temporal']);
    expect(services['console']!.networks).toEqual(['pages']);
    expect(services['temporal']!.networks).toEqual(['database', 'temporal']);
  });
});

describe('Envoy among them', () => {
  it('finds every file that its configuration names', () => {
    const targets = [...mounts(envoy).keys()];
    expect(config.files).toHaveLength(3);
    for (const name of config.files)
      expect(
        targets.some((target) => name.startsWith(`${target}/`)),
        name,
      ).toBe(true);
    expect(targets).toEqual(expect.arrayContaining([envoy.command![1], envoy.pre_stop![0]!.command[1]]));
  });

  it('has the ports of its configuration', () => {
    expect(envoy.ports!.map((port) => Number(port.split(':').at(-1)))).toEqual([config.ports.https]);
    expect(envoy.healthcheck!.test.at(-1)).toContain(`/dev/tcp/127.0.0.1/${config.ports.ready};`);
    expect(envoy.environment!['ADMIN_PORT']).toBe(String(config.ports.admin));
  });

  it('ends as in Kubernetes: after draining, which lasts longer than any request may', () => {
    const { lifecycle } = (
      kubernetesObjects().find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'envoy')!.spec as {
        template: { spec: { containers: [{ lifecycle: { preStop: { exec: { command: string[] } } } }] } };
      }
    ).template.spec.containers[0];
    expect(envoy.pre_stop).toEqual([{ command: lifecycle.preStop.exec.command }]);
    const most = Number(envoy.environment!['DRAIN_MOST_SECONDS']);
    expect(most).toBeGreaterThanOrEqual(config.longestSeconds + 5);
    expect(Number(/^(\d+)s$/.exec(envoy.stop_grace_period!)?.[1])).toBeGreaterThanOrEqual(most + 15);
  });
});
