import { ValueError } from '../value-error.js';
import type { ClientConfigProfile, ConfigDataSource } from './client-config.js';
import type { ReportDiagnostic } from './diagnostic.js';
import { knownVariables, nearest } from './known-keys.js';
import { unknownKey, withoutUndefined } from './table.js';
import { normalizeGrpcMetaKey, toDataSource } from './toml-profile.js';

/** Variables by name: what a bundler, a script of the page or a test gives in place of a process's environment. */
export type EnvVars = Readonly<Record<string, unknown>>;

const grpcMetaPrefix = 'TEMPORAL_GRPC_META_';

/** The `TEMPORAL_…` variables of a record, without the prefix that a bundler asks for. */
export class Environment {
  readonly #variables = new Map<string, string>();
  readonly prefix: string;

  /** @throws {@link ValueError} for a `TEMPORAL_…` variable that is neither text, number nor boolean */
  constructor(variables: EnvVars, prefix: string) {
    this.prefix = prefix;
    for (const [name, value] of Object.entries(variables)) {
      if (!name.startsWith(`${prefix}TEMPORAL_`) || value === undefined) continue;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new ValueError(`The variable ${name} must be a string.`);
      }
      this.#variables.set(name.slice(prefix.length), String(value));
    }
  }

  /** The value, empty included; nothing when the variable is not set. */
  get(name: (typeof knownVariables)[number]): string | undefined {
    return this.#variables.get(name);
  }

  /**
   * `profile` with what the variables say. A variable that is set and empty takes the value of the file away.
   *
   * @throws {@link ValueError} for a path beside its data, whichever of the two is from the file
   */
  applyTo(profile: ClientConfigProfile, report: ReportDiagnostic): ClientConfigProfile {
    this.#reportSuspicious(report);
    const text = (name: (typeof knownVariables)[number], fallback: string | undefined): string | undefined => {
      const value = this.get(name);
      return value === undefined ? fallback : value || undefined;
    };
    const tls = profile.tls ?? {};
    const source = (name: string, fallback: ConfigDataSource | undefined): ConfigDataSource | undefined => {
      const variable = `TEMPORAL_TLS_${name.toUpperCase()}` as 'TEMPORAL_TLS_CLIENT_CERT';
      const [path, data] = fallback && 'path' in fallback ? [fallback.path] : [undefined, fallback?.data];
      const dataText = text(
        `${variable}_DATA`,
        typeof data === 'string' ? data : data && new TextDecoder().decode(data),
      );
      return toDataSource(text(`${variable}_PATH`, path), dataText, name);
    };
    const enabled = this.#boolean('TEMPORAL_TLS', report);
    const codec = profile.codec ?? {};
    return withoutUndefined({
      ...profile,
      address: text('TEMPORAL_ADDRESS', profile.address),
      namespace: text('TEMPORAL_NAMESPACE', profile.namespace),
      apiKey: text('TEMPORAL_API_KEY', profile.apiKey),
      authority: text('TEMPORAL_CLIENT_AUTHORITY', profile.authority),
      tls: unlessEmpty(profile.tls, {
        ...tls,
        disabled: enabled === undefined ? tls.disabled : !enabled,
        serverName: text('TEMPORAL_TLS_SERVER_NAME', tls.serverName),
        clientCert: source('client_cert', tls.clientCert),
        clientKey: source('client_key', tls.clientKey),
        serverCACert: source('server_ca_cert', tls.serverCACert),
        disableHostVerification:
          this.#boolean('TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', report) ?? tls.disableHostVerification,
      }),
      codec: unlessEmpty(profile.codec, {
        ...codec,
        endpoint: text('TEMPORAL_CODEC_ENDPOINT', codec.endpoint),
        auth: text('TEMPORAL_CODEC_AUTH', codec.auth),
      }),
      grpcMeta: this.#grpcMeta(profile.grpcMeta),
    });
  }

  #boolean(name: (typeof knownVariables)[number], report: ReportDiagnostic): boolean | undefined {
    const value = this.get(name)?.trim().toLowerCase();
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    if (value) {
      const key = this.prefix + name;
      report({ code: 'ignored-value', key, message: `${key} is neither true, false, 1 nor 0; it has no effect.` });
    }
    return undefined;
  }

  #grpcMeta(fromFile: Record<string, string> | undefined): Record<string, string> | undefined {
    const headers = new Map(Object.entries(fromFile ?? {}));
    for (const [name, value] of this.#variables) {
      if (!name.startsWith(grpcMetaPrefix)) continue;
      const header = normalizeGrpcMetaKey(name.slice(grpcMetaPrefix.length));
      if (value === '') headers.delete(header);
      else headers.set(header, value);
    }
    return headers.size > 0 || fromFile ? Object.fromEntries(headers) : undefined;
  }

  #reportSuspicious(report: ReportDiagnostic): void {
    for (const name of this.#variables.keys()) {
      const key = this.prefix + name;
      if (!name.startsWith(grpcMetaPrefix) && !knownVariables.some((known) => known === name)) {
        // Other programs have TEMPORAL_ variables of their own: only what looks like a slip is worth a word.
        const near = nearest(name, knownVariables);
        const suggestion = near && this.prefix + near;
        if (suggestion) report({ code: 'unknown-key', key, suggestion, message: unknownKey(key, suggestion) });
      }
      if (this.prefix !== '' && /_API_KEY$|_KEY_DATA$|_CODEC_AUTH$/.test(name) && this.#variables.get(name) !== '') {
        const message = `Bundlers write ${key} into the page, where everyone can read it. Ask for it, or let the proxy add it.`;
        report({ code: 'exposed-secret', key, message });
      }
    }
  }
}

/** `now` without what is undefined; nothing when that is all, unless the file had the table. */
function unlessEmpty<T extends object>(before: T | undefined, now: T): T | undefined {
  const table = withoutUndefined(now);
  return before || Object.keys(table).length > 0 ? table : undefined;
}
