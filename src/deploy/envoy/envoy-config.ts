import { randomBytes } from 'node:crypto';
import { identityClusters } from './auth.js';
import { listeners } from './listeners.js';
import type { EnvoyOptions } from './options.js';
import { type EnvoyPlan, planEnvoy } from './plan.js';
import { preface } from './preface.js';
import { fileCluster } from './open-routes.js';
import { authoritiesSecret, certificateSecret, textSecret } from './secrets.js';
import { upstreamCluster } from './upstream.js';
import { join, yaml } from './yaml.js';

/**
 * A configuration of Envoy for these servers and pages, as YAML with comments.
 *
 * @throws Error that says which option to change, among others for a proxy that would let in anybody
 */
export function envoyConfig(options: EnvoyOptions): string {
  return write(planEnvoy(options));
}

/**
 * The configuration with the files that it names and that can be written beforehand: `envoy.yaml`, and below `sds/` one for each
 * secret that Envoy reads again when it changes. Keys and certificates themselves come from elsewhere.
 *
 * @throws Error as {@link envoyConfig}
 */
export function envoyFiles(options: EnvoyOptions): Record<string, string> {
  const plan = planEnvoy(options);
  return { 'envoy.yaml': write(plan), ...secretFiles(plan) };
}

function secretFiles(plan: EnvoyPlan): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (name: string, text: string): void => void (files[`sds/${name}.yaml`] = `${text}\n`);
  if (plan.https !== false && plan.certificate === undefined) {
    add('listener-certificate', certificateSecret('listener-certificate', plan));
  }
  if (plan.clientCertificates) {
    const { revocations } = plan.clientCertificates;
    add('browser-authorities', authoritiesSecret('browser-authorities', revocations, plan));
  }
  for (const { credential, hasClientCertificate, suffix } of plan.upstreams) {
    const certificate = `client-certificate${suffix}`;
    if (hasClientCertificate) add(certificate, certificateSecret(certificate, plan));
    if (credential === 'api-key') add(`api-key${suffix}`, textSecret(`api-key${suffix}`, 'PUT-THE-API-KEY-HERE'));
  }
  if (plan.session) {
    add('session-client-secret', textSecret('session-client-secret', 'PUT-THE-CLIENT-SECRET-HERE'));
    // Nobody has to know it. Envoys that share sessions share it.
    add('session-cookie-secret', textSecret('session-cookie-secret', randomBytes(32).toString('base64url')));
  }
  return files;
}

const node = yaml`
  # Envoy gives out no secrets to somebody without a name, not even to itself.
  node: { id: temporal-web-proxy, cluster: temporal-web-proxy }
`;

function write(plan: EnvoyPlan): string {
  const clusters = join(
    [
      ...plan.upstreams.map((upstream) => upstreamCluster(upstream, plan)),
      ...identityClusters(plan),
      fileCluster(plan),
    ],
    '\n\n',
  );
  const text = yaml`
    ${preface(plan)}

    ${Object.keys(secretFiles(plan)).length === 0 ? '' : `${node}\n`}
    admin:
      address: { socket_address: { address: 127.0.0.1, port_value: ${plan.admin} } }

    static_resources:
      listeners:
        ${listeners(plan)}

      clusters:
        ${clusters}

    # An upper bound, so that a flood of connections meets a limit of ours before it meets the machine's.
    overload_manager:
      resource_monitors:
        - name: envoy.resource_monitors.global_downstream_max_connections
          typed_config:
            '@type': type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig
            max_active_downstream_connections: ${plan.limits.connections}
  `;
  return `${text}\n`;
}
