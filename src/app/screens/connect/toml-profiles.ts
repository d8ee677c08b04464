import { parse, TomlError } from 'smol-toml';
import { isRecord, textOr } from '../../state/stored.js';
import { defaultNamespace, type Profile } from '../../state/profile.js';

export interface ImportedProfile extends Profile {
  /** What the file says and we do not take over, each with the reason. */
  leftOut: readonly string[];
}

export type TomlImport =
  { ok: true; profiles: readonly ImportedProfile[] } | { ok: false; message: string; line: number; column: number };

/** Reads the profiles of a `temporal.toml`. Keys and certificates are seen, named as left out, and dropped here. */
export function importToml(text: string): TomlImport {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { ok: false, message, line: error.line, column: error.column };
  }
  const sections = isRecord(document) && isRecord(document['profile']) ? document['profile'] : {};
  return {
    ok: true,
    profiles: Object.entries(sections).flatMap(([name, section]) =>
      isRecord(section) ? [importProfile(name, section)] : [],
    ),
  };
}

function importProfile(name: string, section: Record<string, unknown>): ImportedProfile {
  const { tls } = section;
  const usesTls =
    (tls === undefined ? section['api_key'] !== undefined : tls !== false) &&
    !(isRecord(tls) && tls['disabled'] === true);
  return {
    name,
    address: toUrl(textOr(section['address'], ''), usesTls),
    namespace: textOr(section['namespace'], '') || defaultNamespace,
    ...(section['api_key'] === undefined ? {} : { needsKey: true }),
    leftOut: leftOut(section),
  };
}

/** A gRPC target as the URL where a proxy in front of it most likely is: the same host. */
function toUrl(address: string, usesTls: boolean): string {
  if (!address) return 'http://127.0.0.1:8080';
  return /^https?:\/\//.test(address) ? address : `${usesTls ? 'https' : 'http'}://${address}`;
}

function leftOut(section: Record<string, unknown>): string[] {
  const reasons: string[] = [];
  const { tls, codec } = section;
  if (section['api_key'] !== undefined)
    reasons.push('api_key: secrets are never stored here; you are asked for it when you connect');
  if (isRecord(tls)) {
    const secret = Object.keys(tls).filter((key) => key.startsWith('client_key') || key.startsWith('client_cert'));
    if (secret.length > 0)
      reasons.push(
        `${secret.map((key) => `tls.${key}`).join(', ')}: client certificates belong to the browser or to the proxy`,
      );
    const server = Object.keys(tls).filter((key) => key.startsWith('server_') || key.startsWith('disable_host'));
    if (server.length > 0)
      reasons.push(
        `${server.map((key) => `tls.${key}`).join(', ')}: a page cannot change how the browser checks the server`,
      );
  }
  if (isRecord(codec)) reasons.push('codec: payload codecs are not part of a profile');
  if (section['grpc_meta'] !== undefined)
    reasons.push('grpc_meta: may hold credentials; let the proxy add such headers');
  return reasons;
}
