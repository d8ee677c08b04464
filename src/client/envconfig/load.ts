import { stringify } from 'smol-toml';
import { ValueError } from '../value-error.js';
import type { ClientConfig, ClientConfigProfile } from './client-config.js';
import type { ConfigDiagnostic, ReportDiagnostic } from './diagnostic.js';
import { Environment, type EnvVars } from './environment.js';
import { nearest } from './known-keys.js';
import { parseConfigData } from './parse-config.js';
import { isTable, type Table, tablePath, unknownKey, withoutUndefined } from './table.js';
import { fromTomlProfile, normalizeGrpcMetaKey, toTomlProfile } from './toml-profile.js';

/** Options of {@link loadClientConfig}. */
export interface LoadClientConfigOptions {
  /**
   * TOML, JSON with the same keys, or an object as JSON gives it. A page has no files: fetch the text, or have it
   * chosen, pasted or dropped. @default none
   */
  configSource?: { data: string | Uint8Array | Record<string, unknown> } | undefined;
  /** Fails on a key that nothing knows, in place of reporting it. @default false */
  configFileStrict?: boolean | undefined;
  /** Variables; a page has no environment of its own, so pass for example `import.meta.env`. @default none */
  overrideEnvVars?: EnvVars | undefined;
  /** What stands before `TEMPORAL_` in the names of the variables, for example `VITE_`. @default '' */
  envVarPrefix?: string | undefined;
  /** Is told what has no effect, or belongs elsewhere. */
  onDiagnostic?: ((diagnostic: ConfigDiagnostic) => void) | undefined;
}

/** Options of {@link loadClientConfigProfile}. */
export interface LoadClientProfileOptions extends LoadClientConfigOptions {
  /** Which profile. A profile that is named must exist. @default `TEMPORAL_PROFILE`, else 'default', which need not exist */
  profile?: string | undefined;
  /** Reads variables only. @default false */
  disableFile?: boolean | undefined;
  /** Reads the file only; `TEMPORAL_PROFILE` still chooses the profile. @default false */
  disableEnv?: boolean | undefined;
  /** Settings of the program, which win over variables and file. Tables and headers are merged key by key. */
  overrides?: ClientConfigProfile | undefined;
}

/** Options of {@link loadClientConfigFromToml}. */
export interface ClientConfigFromTomlOptions {
  /** Fails on a key that nothing knows. @default false */
  strict?: boolean | undefined;
  /** Is told what has no effect, or belongs elsewhere. */
  onDiagnostic?: ((diagnostic: ConfigDiagnostic) => void) | undefined;
}

/**
 * All profiles of a configuration, as they stand there: variables are not applied.
 *
 * @throws TypeError for `configSource: { path }`
 * @throws {@link ValueError} for what is neither TOML nor JSON, for a value of another type, and for an unknown key when strict
 */
export function loadClientConfig(options: LoadClientConfigOptions = {}): ClientConfig {
  return readAll(options, diagnosticsOf(options));
}

/**
 * All profiles of a TOML (or JSON) text.
 *
 * @throws as {@link loadClientConfig}
 */
export function loadClientConfigFromToml(
  tomlData: string | Uint8Array,
  { strict, onDiagnostic }: ClientConfigFromTomlOptions = {},
): ClientConfig {
  return loadClientConfig({ configSource: { data: tomlData }, configFileStrict: strict, onDiagnostic });
}

/**
 * TOML of a configuration. Reading it again gives an equal one, keys that nothing here knows included; comments,
 * order and the spelling of values are not kept.
 */
export function clientConfigToToml(config: ClientConfig): Uint8Array {
  return new TextEncoder().encode(stringify(toTomlConfig(config)));
}

/** The tables of a configuration, for TOML or JSON. */
export function toTomlConfig({ profiles, additionalFields }: ClientConfig): Record<string, unknown> {
  const tables = Object.entries(profiles).map(([name, profile]) => [name, toTomlProfile(profile)] as const);
  return { ...additionalFields, profile: Object.fromEntries(tables) };
}

/**
 * One profile: the file's, then variables on top, then `overrides`.
 *
 * @throws TypeError for `configSource: { path }`, and when both file and variables are disabled
 * @throws {@link ValueError} for a named profile that is not there; otherwise as {@link loadClientConfig}
 */
export function loadClientConfigProfile(options: LoadClientProfileOptions = {}): ClientConfigProfile {
  return readProfile(options, diagnosticsOf(options));
}

/** {@link loadClientConfigProfile}, with the reports in the given hands. */
export function readProfile(options: LoadClientProfileOptions, report: ReportDiagnostic): ClientConfigProfile {
  if (options.disableFile && options.disableEnv) {
    throw new TypeError('Cannot disable both file and environment: nothing would be left to read.');
  }
  const environment = new Environment(options.overrideEnvVars ?? {}, options.envVarPrefix ?? '');
  let profile: ClientConfigProfile = {};
  if (!options.disableFile) {
    const tables = readTables(options, report).profiles;
    const named = options.profile || environment.get('TEMPORAL_PROFILE');
    const name = named || 'default';
    if (Object.hasOwn(tables, name)) profile = fromTomlProfile(tables[name], tablePath('profile', name), report);
    else if (named) throw missingProfile(name, Object.keys(tables));
    reportConfigFile(options, environment, report);
  }
  if (!options.disableEnv) profile = environment.applyTo(profile, report);
  return options.overrides ? merge(profile, options.overrides) : profile;
}

function readAll(options: LoadClientConfigOptions, report: ReportDiagnostic): ClientConfig {
  const { profiles, rest } = readTables(options, report);
  const read = Object.entries(profiles).map(([name, table]) => [
    name,
    fromTomlProfile(table, tablePath('profile', name), report),
  ]);
  return {
    profiles: Object.fromEntries(read) as Record<string, ClientConfigProfile>,
    ...(Object.keys(rest).length > 0 && { additionalFields: rest }),
  };
}

/** The tables of the profiles by name, and what stands beside them. */
function readTables(
  { configSource, configFileStrict }: LoadClientConfigOptions,
  report: ReportDiagnostic,
): { profiles: Table; rest: Table } {
  if (configSource === undefined) return { profiles: {}, rest: {} };
  if (!('data' in configSource)) {
    throw new TypeError(
      'A page cannot read files: pass the text as `configSource: { data }`, for example after fetch.',
    );
  }
  const { profile: profiles = {}, ...rest } = parseConfigData(configSource.data);
  if (!isTable(profiles)) throw new ValueError('profile must be a table.');
  if (configFileStrict) assertKnown(profiles, Object.keys(rest));
  for (const name of Object.keys(rest)) {
    const suggestion = nearest(name, ['profile']);
    report({ code: 'unknown-key', key: tablePath(name), suggestion, message: unknownKey(tablePath(name), suggestion) });
  }
  return { profiles, rest };
}

/** Strictness is about the whole file, also about profiles that are not asked for. */
function assertKnown(profiles: Table, unknownTables: readonly string[]): void {
  const messages = unknownTables.map((name) => unknownKey(tablePath(name), nearest(name, ['profile'])));
  for (const [name, table] of Object.entries(profiles)) {
    fromTomlProfile(table, tablePath('profile', name), ({ message }) => messages.push(message));
  }
  if (messages.length > 0) throw new ValueError(`Key(s) unrecognized in the configuration. ${messages.join(' ')}`);
}

function missingProfile(name: string, names: readonly string[]): ValueError {
  const near = nearest(name, names);
  const hint = near === undefined ? `It has ${names.join(', ') || 'none'}.` : `Did you mean '${near}'?`;
  return new ValueError(`Profile '${name}' not found in config data. ${hint}`);
}

function reportConfigFile(options: LoadClientConfigOptions, environment: Environment, report: ReportDiagnostic): void {
  if (options.configSource !== undefined || !environment.get('TEMPORAL_CONFIG_FILE')) return;
  const key = `${environment.prefix}TEMPORAL_CONFIG_FILE`;
  const message = `A page cannot read files, so ${key} has no effect: pass the text as \`configSource: { data }\`.`;
  report({ code: 'ignored-value', key, message });
}

/** `over` on top of `under`; tables and headers key by key. */
function merge(under: ClientConfigProfile, over: ClientConfigProfile): ClientConfigProfile {
  const headers: Record<string, string> = { ...under.grpcMeta };
  for (const [key, value] of Object.entries(over.grpcMeta ?? {})) headers[normalizeGrpcMetaKey(key)] = value;
  return {
    ...under,
    ...withoutUndefined(over),
    ...((under.tls || over.tls) && { tls: { ...under.tls, ...over.tls } }),
    ...((under.codec || over.codec) && { codec: { ...under.codec, ...over.codec } }),
    ...((under.grpcMeta || over.grpcMeta) && { grpcMeta: headers }),
  };
}

function diagnosticsOf({ onDiagnostic }: LoadClientConfigOptions): ReportDiagnostic {
  return onDiagnostic ?? (() => undefined);
}
