import type { EnvoyPlan } from './plan.js';
import { scalar, yaml } from './yaml.js';

/** A reference to a secret that Envoy reads again whenever its file is replaced. */
export function secretConfig(name: string, { folder }: EnvoyPlan): string {
  return yaml`
    name: ${name}
    sds_config:
      resource_api_version: V3
      path_config_source:
        path: ${scalar(`${folder}/sds/${name}.yaml`)}
        # Replace files by renaming, as Kubernetes does: Envoy looks again when something is moved here.
        watched_directory: { path: ${scalar(`${folder}/sds`)} }
  `;
}

/** The file `sds/NAME.yaml` of a certificate with its key. */
export function certificateSecret(name: string, { folder }: EnvoyPlan): string {
  const home = `${folder}/secrets/${name}`;
  return yaml`
    # Read again when something is moved in ${home}: no restart.
    resources:
      - '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
        name: ${name}
        tls_certificate:
          certificate_chain: { filename: ${scalar(`${home}/tls.crt`)} }
          private_key: { filename: ${scalar(`${home}/tls.key`)} }
          watched_directory: { path: ${scalar(home)} }
  `;
}

/** The file `sds/NAME.yaml` of the authorities that other parties' certificates have to be of. @param revocations whether there is a list of revoked ones */
export function authoritiesSecret(name: string, revocations: boolean, { folder }: EnvoyPlan): string {
  const home = `${folder}/secrets/${name}`;
  return yaml`
    # Read again when something is moved in ${home}: no restart.
    resources:
      - '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
        name: ${name}
        validation_context:
          trusted_ca: { filename: ${scalar(`${home}/ca.crt`)} }
          ${revocations ? `# With a list of each authority in ca.crt: of one without, every certificate is refused.\ncrl: { filename: ${scalar(`${home}/crl.pem`)} }` : ''}
          watched_directory: { path: ${scalar(home)} }
  `;
}

/** The file `sds/NAME.yaml` of a text that is secret: an API key. */
export function textSecret(name: string, text: string): string {
  return yaml`
    # To change it, write a new file beside this one and rename it over this one: no restart.
    resources:
      - '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
        name: ${name}
        generic_secret:
          secret: { inline_string: ${scalar(text)} }
  `;
}
