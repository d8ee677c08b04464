import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../../src/dev/paths.js';
import { envoyImage, pinned, readFleetEnvoy, withoutDigest } from '../../fixtures/fleet-envoy.js';
import {
  kubernetesFolder,
  kubernetesObjects,
  type KubernetesObject,
  nameOf,
  parseObjects,
  readKustomization,
  schemaErrors,
} from '../../fixtures/kubernetes-objects.js';

type Labels = Readonly<Record<string, string>>;

interface Probe {
  httpGet?: { path: string; port: string };
  tcpSocket?: { port: string };
  periodSeconds: number;
  failureThreshold?: number;
}

interface Container {
  image: string;
  env?: { name: string; value: string }[];
  ports: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  readinessProbe: Probe;
  livenessProbe: Probe;
  lifecycle: { preStop: { exec: { command: string[] } } };
  resources: { requests: object; limits: { memory: string } };
  securityContext: object;
  volumeMounts: { name: string; mountPath: string; subPath?: string }[];
}

interface Deployment {
  selector: { matchLabels: Labels };
  strategy: { rollingUpdate: object };
  template: {
    metadata: { labels: Labels };
    spec: {
      terminationGracePeriodSeconds: number;
      automountServiceAccountToken: boolean;
      securityContext: object;
      containers: [Container];
      volumes: { name: string; configMap?: { name: string }; secret?: { secretName: string; defaultMode: number } }[];
    };
  };
}

const kustomization = readKustomization();
const objects = kubernetesObjects();
const find = <T>(kind: string, name: string): T =>
  objects.find((object) => nameOf(object) === `${kind} ${name}`)!.spec as T;
const podOf = (name: string): Deployment['template']['spec'] => find<Deployment>('Deployment', name).template.spec;
const deployments = ['envoy', 'console'];
const config = readFleetEnvoy(`${kubernetesFolder}/envoy`);
const pod = podOf('envoy');
const [container] = pod.containers;
const setting = (name: string): number => Number(container.env!.find((each) => each.name === name)?.value);

/** What has to be made by hand, since it is a secret or of another installation: docs/deployment.md. */
const madeByHand = ['listener-certificate', 'temporal-authority'];

/** A policy with this in it. */
function policy(name: string, spec: string, error: RegExp): KubernetesObject & { error: RegExp } {
  const text = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name} }\nspec: { ${spec} }`;
  return { ...parseObjects(text)[0]!, error };
}

const broken = {
  'a name that is none': policy('a', 'podSelector: {}, policyType: [Egress]', /'"policyType"' does not exist/),
  'a name that is none, deep inside': policy(
    'b',
    'podSelector: {}, egress: [{ prots: [] }]',
    /'"prots"' does not exist/,
  ),
  'a text in place of a list': policy('c', 'podSelector: {}, policyTypes: Egress', /policyTypes must be array/),
  'something missing': policy('d', 'podSelector: {}, egress: [{ to: [{ ipBlock: {} }] }]', /required property cidr/),
};
const errors = await schemaErrors([...objects, ...Object.values(broken).map(({ error: _, ...object }) => object)]);

describe('deploy/kubernetes', () => {
  it('is what Kubernetes takes, by its schemas, without a name that it does not know', () => {
    expect(objects.map(nameOf)).toContain('HorizontalPodAutoscaler envoy');
    for (const object of objects) expect(errors.get(nameOf(object)), object.file).toEqual([]);
  });

  it.each(Object.entries(broken))('would not pass with %s', (_what, { kind, metadata, error }) => {
    expect(errors.get(nameOf({ kind, metadata }))!.join('\n')).toMatch(error);
  });

  it('is all in kustomization.yaml', () => {
    const found = readdirSync(join(repoRoot, kubernetesFolder), { recursive: true, encoding: 'utf8' });
    const named = [...kustomization.resources, ...kustomization.configMapGenerator.flatMap(({ files }) => files)];
    const isPart = (name: string): boolean => /\.\w+$/.test(name);
    const others = ['kustomization.yaml', 'envoy/options.json'];
    expect(found.filter(isPart).sort()).toEqual([...named, ...others].sort());
  });

  it('runs images of one version, and that of Envoy is the one that tests run with', () => {
    expect(container.image).toMatch(pinned);
    expect(withoutDigest(container.image)).toBe(envoyImage);
    expect(podOf('console').containers[0].image).toBe(kustomization.images[0]!.name);
    for (const { name, newTag } of kustomization.images) expect(`${name}:${newTag}`).toMatch(pinned);
  });
});

describe('names and ports fit together', () => {
  const labels = deployments.map((name) => find<Deployment>('Deployment', name).template.metadata.labels);
  const matches = (selector: Labels, of: Labels): boolean =>
    Object.entries(selector).every(([key, value]) => of[key] === value);
  const selectorOf = ({ kind, spec }: KubernetesObject): Labels | undefined => {
    const given = spec as { selector?: Labels & { matchLabels?: Labels }; podSelector?: { matchLabels?: Labels } };
    return kind === 'NetworkPolicy' ? given.podSelector!.matchLabels : (given.selector?.matchLabels ?? given.selector);
  };

  it.each(objects.filter((object) => object.spec !== undefined && selectorOf(object) !== undefined))(
    'the selector of $kind $metadata.name is for the Pods of that name, and no others',
    (object) => {
      const index = deployments.indexOf(object.metadata.name);
      expect(labels.map((of) => matches(selectorOf(object)!, of))).toEqual(deployments.map((_, at) => at === index));
    },
  );

  it.each(deployments)('Service %s leads to a port of its Pods', (name) => {
    const { ports } = find<{ ports: { targetPort: string }[] }>('Service', name);
    const names = podOf(name).containers[0].ports.map((port) => port.name);
    for (const { targetPort } of ports) expect(names).toContain(targetPort);
  });

  it('the autoscaler scales the Deployment of Envoy, which has no number of its own', () => {
    const { scaleTargetRef } = find<{ scaleTargetRef: object }>('HorizontalPodAutoscaler', 'envoy');
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'envoy' });
    expect(find<object>('Deployment', 'envoy')).not.toHaveProperty('replicas');
  });

  it.each(deployments)('%s mounts what there is', (name) => {
    const { volumes, containers } = podOf(name);
    const known = [...kustomization.configMapGenerator.map((each) => each.name), ...madeByHand];
    for (const mount of containers[0].volumeMounts) expect(volumes.map((each) => each.name)).toContain(mount.name);
    for (const { configMap, secret } of volumes) {
      const from = configMap?.name ?? secret?.secretName;
      if (from !== undefined) expect(known).toContain(from);
    }
  });

  it('Envoy finds every file that its configuration names, and the start and the end theirs', () => {
    const given = pod.volumes.flatMap(({ name, configMap }) => {
      const { mountPath } = container.volumeMounts.find((mount) => mount.name === name)!;
      const generated = kustomization.configMapGenerator.find((each) => each.name === configMap?.name);
      const files = generated?.files.map((file) => basename(file));
      return (files ?? (configMap ? ['ca.crt'] : ['tls.crt', 'tls.key'])).map((file) => `${mountPath}/${file}`);
    });
    expect(given).toEqual(expect.arrayContaining([...config.files]));
    expect(config.files).toHaveLength(4);
    const named = [...container.lifecycle.preStop.exec.command, '/etc/envoy/config/envoy.yaml'];
    expect(given).toEqual(expect.arrayContaining(named.filter((word) => word.startsWith('/'))));
    // Of a mounted file, Envoy would not see that it was replaced.
    expect(container.volumeMounts.filter(({ subPath }) => subPath !== undefined)).toEqual([]);
  });

  it('ports are those of the configuration, and probes ask where Envoy says whether it is ready', () => {
    const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]));
    expect(ports).toEqual({ https: config.ports.https, ready: config.ports.ready });
    expect(setting('ADMIN_PORT')).toBe(config.ports.admin);
    for (const probe of [container.startupProbe, container.readinessProbe]) {
      expect(probe!.httpGet).toEqual({ path: '/ready', port: 'ready' });
    }
    // Not /ready: who drains is alive.
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 'ready' });
  });

  it('the console is built from files that exist, or that a build makes', () => {
    expect(existsSync(join(repoRoot, kubernetesFolder, 'console/Dockerfile'))).toBe(true);
    expect(existsSync(join(repoRoot, 'deploy/hosting/nginx.conf'))).toBe(true);
  });
});

describe('no Envoy ends before what it does', () => {
  it('draining lasts longer than any request may, and Kubernetes waits longer than that', () => {
    expect(config.longestSeconds).toBe(75);
    expect(setting('DRAIN_MOST_SECONDS')).toBeGreaterThanOrEqual(config.longestSeconds + 5);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(setting('DRAIN_MOST_SECONDS') + 15);
  });

  it('it takes connections until probes have found out that they should go elsewhere', () => {
    const { periodSeconds, failureThreshold } = container.readinessProbe;
    expect(setting('DRAIN_LEAST_SECONDS')).toBeGreaterThanOrEqual(periodSeconds * failureThreshold!);
  });

  it('one is always there: through a new version, and while machines are taken away', () => {
    for (const name of deployments) {
      expect(find<Deployment>('Deployment', name).strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    }
    const { minReplicas } = find<{ minReplicas: number }>('HorizontalPodAutoscaler', 'envoy');
    const { maxUnavailable } = find<{ maxUnavailable: number }>('PodDisruptionBudget', 'envoy');
    expect(minReplicas - maxUnavailable).toBeGreaterThanOrEqual(1);
  });
});

describe('nothing has more rights than it needs', () => {
  it.each(deployments)('%s is what the restricted profile demands, and has limits', (name) => {
    const { securityContext, automountServiceAccountToken, containers } = podOf(name);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(automountServiceAccountToken).toBe(false);
    expect(containers).toHaveLength(1);
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(containers[0].resources).toMatchObject({ requests: {}, limits: { memory: expect.any(String) as string } });
  });

  it('the Namespace refuses Pods that want more', () => {
    const { metadata } = objects.find(({ kind }) => kind === 'Namespace')!;
    expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  it('the key of Envoy is for Envoy alone to read', () => {
    const { secret } = pod.volumes.find(({ name }) => name === 'listener-certificate')!;
    expect(secret!.defaultMode.toString(8)).toBe('440');
  });

  it('the network is closed but for browsers, Temporal, names and the identity provider', () => {
    type Policy = { ingress?: { ports: { port: number }[] }[]; egress?: { ports: { port: number }[]; to: object[] }[] };
    expect(find<Policy>('NetworkPolicy', 'nobody')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const { ingress, egress } = find<Policy>('NetworkPolicy', 'envoy');
    expect(ingress!.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([config.ports.https]);
    expect(egress!.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 7233, 443]);
    for (const { to } of egress!) expect(to).not.toEqual([]);
    expect(find<Policy>('NetworkPolicy', 'console').egress).toBeUndefined();
  });
});
