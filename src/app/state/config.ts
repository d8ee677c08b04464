import { type CodecTable, parseCodecTable } from './codec/codec-settings.js';
import { type Action, parseDisabled } from './permissions.js';
import { parseProfiles, type Profile } from './profile.js';
import { isRecord } from './stored.js';

/**
 * What `config.json` beside index.html may say; all of it is optional, and none of it is secret, since everybody who can
 * open the page can read it. What the person sets in the browser goes before it, except for what is switched off here.
 *
 * @example
 * ```json
 * {
 *   "address": "https://temporal.example.com",
 *   "namespace": "orders",
 *   "readOnly": false,
 *   "disabled": ["terminate", "delete"],
 *   "codec": { "endpoint": "https://codec.example.com/{namespace}" },
 *   "links": [{ "label": "Runbook", "href": "https://wiki.example.com/temporal" }],
 *   "banner": "Production: look twice.",
 *   "signIn": [{ "name": "Example", "issuer": "https://login.example.com", "clientId": "temporal-console" }]
 * }
 * ```
 */
export interface ConsoleConfig {
  /** URL of the proxy that is offered first. */
  address?: string | undefined;
  /** Namespace that is offered first. @default 'default' */
  namespace?: string | undefined;
  /** Task Queue that the start form begins with. */
  taskQueue?: string | undefined;
  /** Connections to choose from: `[{ "name", "address", "namespace" }]`. */
  profiles: readonly Profile[];
  /** Namespaces that stand first where one is chosen. */
  namespaces: readonly string[];
  /** Hides everything that changes something. For convenience only: the proxy and the server decide what is allowed. */
  readOnly: boolean;
  /** Kill switches: actions that are not offered. Names are those of `actions` in permissions.ts. */
  disabled: ReadonlySet<Action>;
  /** Codec servers: settings for all Namespaces, and under `namespaces` those of single ones. See `CodecSettings`. */
  codec: CodecTable;
  /** Whether counts by status are refreshed by themselves; they are the dearest of the list's queries. @default true */
  countsRefresh: boolean;
  /** Whether lists refresh by themselves, until the person says otherwise. @default true */
  live: boolean | undefined;
  /** `system`, `light` or `dark`, until the person says otherwise. */
  theme: string | undefined;
  /** `local`, `UTC` or an IANA name, until the person says otherwise. */
  timeZone: string | undefined;
  /** Links of the operators, in the palette and on the settings screen: `[{ "label", "href" }]`, http(s) only. */
  links: readonly { label: string; href: string }[];
  /** One sentence for everybody, over every screen. */
  banner: string | undefined;
  /** Providers to sign in with, as the file has them; read by sign-in/provider.ts, which loads where there are any. */
  signIn: unknown;
  /** The file itself, for whoever says what in it means nothing; see config-problems.ts. */
  source: unknown;
}

/** Keeps the known fields of a foreign value, and no other: a key that slipped into the file is dropped here. */
export function parseConfig(value: unknown): ConsoleConfig {
  const file = isRecord(value) ? value : {};
  const { live } = file;
  return {
    address: optionalText(file['address']),
    namespace: optionalText(file['namespace']),
    taskQueue: optionalText(file['taskQueue']),
    profiles: parseProfiles(file['profiles']),
    namespaces: texts(file['namespaces']),
    readOnly: file['readOnly'] === true,
    disabled: parseDisabled(file['disabled']),
    codec: parseCodecTable(file['codec']),
    countsRefresh: file['countsRefresh'] !== false,
    live: typeof live === 'boolean' ? live : undefined,
    theme: optionalText(file['theme']),
    timeZone: optionalText(file['timeZone']),
    links: parseLinks(file['links']),
    banner: optionalText(file['banner']),
    signIn: file['signIn'],
    source: value,
  };
}

function parseLinks(value: unknown): { label: string; href: string }[] {
  const entries: unknown[] = Array.isArray(value) ? value : [];
  return entries.filter(isRecord).flatMap(({ label, href }) =>
    // No other scheme: `javascript:` would run in this page.
    typeof label === 'string' && typeof href === 'string' && /^https?:\/\//i.test(href) ? [{ label, href }] : [],
  );
}

function texts(value: unknown): string[] {
  const entries: unknown[] = Array.isArray(value) ? value : [];
  return entries.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** Without the file, or with a host that answers everything with a page, the defaults apply. */
export async function loadConfig(): Promise<ConsoleConfig> {
  let text: string;
  try {
    const response = await fetch(new URL('config.json', document.baseURI), { cache: 'no-store' });
    if (!response.ok || (response.headers.get('content-type') ?? '').includes('html')) return parseConfig(undefined);
    text = await response.text();
  } catch {
    return parseConfig(undefined);
  }
  try {
    return parseConfig(JSON.parse(text));
  } catch (error) {
    // Not JSON: said like every other mistake in it.
    return { ...parseConfig(undefined), source: error };
  }
}
