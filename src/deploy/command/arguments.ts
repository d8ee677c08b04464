import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type {
  AuthOptions,
  CloudCredential,
  EnvoyOptions,
  ListenOptions,
  SessionOptions,
  Target,
} from '../envoy/options.js';

/** What the command was asked for. */
export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'check'; readonly url: URL; readonly origin: string | undefined; readonly namespace: string }
  | { readonly kind: 'print'; readonly options: EnvoyOptions; readonly out: string | undefined };

const targets: readonly Target[] = ['local', 'tls', 'mtls', 'cloud'];
const credentials: readonly CloudCredential[] = ['pass-through', 'api-key', 'client-certificate'];

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

const flags = {
  target: text,
  upstream: text,
  'server-name': text,
  authority: text,
  credential: text,
  namespace: texts,
  origin: texts,
  listen: text,
  http: text,
  https: text,
  certificate: text,
  key: text,
  issuer: text,
  audience: texts,
  jwks: text,
  'roles-claim': text,
  'namespaces-claim': text,
  'server-verifies': { type: 'boolean' },
  session: text,
  'client-id': text,
  'authorization-endpoint': text,
  'token-endpoint': text,
  'end-session-endpoint': text,
  files: text,
  'client-certificates': { type: 'boolean' },
  revocations: { type: 'boolean' },
  folder: text,
  options: text,
  out: text,
  check: text,
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments behind `envoy`. @throws Error that says which one to change */
export function readArguments(args: readonly string[]): Request {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false });
  if (values.help || args.length === 0) return { kind: 'help' };
  if (values.check !== undefined) {
    const url = URL.canParse(values.check) ? new URL(values.check) : undefined;
    if (!url || !/^https?:$/.test(url.protocol))
      throw new Error(`--check wants an address such as https://temporal.example.com, not "${values.check}".`);
    return { kind: 'check', url, origin: values.origin?.[0], namespace: values.namespace?.[0] ?? 'default' };
  }
  const file =
    values.options === undefined ? {} : (JSON.parse(readFileSync(values.options, 'utf8')) as Partial<EnvoyOptions>);
  const target = oneOf('--target', values.target, targets) ?? file.target;
  const origins = values.origin ?? file.origins;
  if (target === undefined) throw new Error(`--target is missing: ${targets.join(', ')}.`);
  if (origins === undefined)
    throw new Error('--origin is missing: the origin of the page that will call, for example https://app.example.com.');
  const credential = oneOf('--credential', values.credential, credentials);
  const auth = values['server-verifies'] ? 'server' : readAuth(values);
  const listen = readListen(values);
  const options: EnvoyOptions = {
    ...file,
    target,
    origins,
    ...(values.upstream !== undefined && { upstream: values.upstream }),
    ...(values['server-name'] !== undefined && { serverName: values['server-name'] }),
    ...(values.authority !== undefined && { authorityFile: values.authority }),
    ...(values.namespace !== undefined && { namespaces: values.namespace }),
    ...(values.files !== undefined && { files: values.files }),
    ...(values.folder !== undefined && { folder: values.folder }),
    ...(credential !== undefined && { credential }),
    ...(auth !== undefined && { auth }),
    ...(listen !== undefined && { listen: { ...file.listen, ...listen } }),
  };
  return { kind: 'print', options, out: values.out === undefined ? undefined : resolve(values.out) };
}

interface AuthFlags extends SessionFlags {
  readonly issuer?: string;
  readonly audience?: string[];
  readonly jwks?: string;
  readonly 'roles-claim'?: string;
  readonly 'namespaces-claim'?: string;
}

function readAuth(flags: AuthFlags): AuthOptions | undefined {
  const { issuer, audience, jwks } = flags;
  const session = readSession(flags);
  if (issuer === undefined && audience === undefined && jwks === undefined && session === undefined) return undefined;
  if (issuer === undefined || audience === undefined || jwks === undefined) {
    throw new Error('--issuer, --audience and --jwks belong together.');
  }
  const namespaces = flags['namespaces-claim'];
  return {
    issuer,
    audiences: audience,
    ...(/^https?:/.test(jwks) ? { jwksUri: jwks } : { jwksFile: jwks }),
    ...(flags['roles-claim'] !== undefined && { rolesClaim: flags['roles-claim'] }),
    ...(namespaces !== undefined && { namespacesClaim: namespaces === 'none' ? false : namespaces }),
    ...(session !== undefined && { session }),
  };
}

interface SessionFlags {
  readonly session?: string;
  readonly 'client-id'?: string;
  readonly 'authorization-endpoint'?: string;
  readonly 'token-endpoint'?: string;
  readonly 'end-session-endpoint'?: string;
}

function readSession(flags: SessionFlags): SessionOptions | undefined {
  const { session: url, 'client-id': clientId } = flags;
  const { 'authorization-endpoint': authorizationEndpoint, 'token-endpoint': tokenEndpoint } = flags;
  const { 'end-session-endpoint': endSessionEndpoint } = flags;
  const given = [url, clientId, authorizationEndpoint, tokenEndpoint, endSessionEndpoint];
  if (given.every((value) => value === undefined)) return undefined;
  if (
    url === undefined ||
    clientId === undefined ||
    authorizationEndpoint === undefined ||
    tokenEndpoint === undefined
  ) {
    throw new Error('--session, --client-id, --authorization-endpoint and --token-endpoint belong together.');
  }
  return {
    url,
    clientId,
    authorizationEndpoint,
    tokenEndpoint,
    ...(endSessionEndpoint !== undefined && { endSessionEndpoint }),
  };
}

interface ListenFlags {
  readonly listen?: string;
  readonly http?: string;
  readonly https?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly 'client-certificates'?: boolean;
  readonly revocations?: boolean;
}

function readListen(flags: ListenFlags): ListenOptions | undefined {
  const { listen, http, https, certificate, key, 'client-certificates': clientCertificates, revocations } = flags;
  if (revocations && !clientCertificates) throw new Error('--revocations belongs to --client-certificates.');
  if ((certificate === undefined) !== (key === undefined)) throw new Error('--certificate and --key belong together.');
  const options: ListenOptions = {
    ...(listen !== undefined && { address: listen }),
    ...(http !== undefined && { http: readPort('--http', http) }),
    ...(https !== undefined && { https: readPort('--https', https) }),
    ...(certificate !== undefined &&
      key !== undefined && { certificate: { certificateFile: certificate, keyFile: key } }),
    ...(clientCertificates && { clientCertificates: { ...(revocations && { revocations }) } }),
  };
  return Object.keys(options).length === 0 ? undefined : options;
}

function readPort(flag: string, value: string): number | false {
  if (value === 'none') return false;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${flag} wants a port or "none", not "${value}".`);
  return port;
}

function oneOf<T extends string>(flag: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Error(`${flag} is one of ${allowed.join(', ')}, not "${value}".`);
  return found;
}
