import { isRecord, textOr } from './stored.js';

/** Where to talk to. Nothing in it is secret: keys live in memory only. */
export interface Profile {
  name: string;
  address: string;
  namespace: string;
  /** The last connection used an API key, so a reload has to ask for it again. */
  needsKey?: boolean | undefined;
}

/** What `config.json` beside index.html may say. All of it is optional. */
export interface ConsoleConfig {
  address?: string | undefined;
  namespace?: string | undefined;
  taskQueue?: string | undefined;
  profiles: readonly Profile[];
  /** Hides everything that changes something. For convenience only: the proxy and the server decide what is allowed. */
  readOnly: boolean;
}

export const defaultAddress = 'http://127.0.0.1:8080';
export const defaultNamespace = 'default';

/** Keeps the known fields of a foreign value, and no other: a key that slipped into the file is dropped here. */
export function parseConfig(value: unknown): ConsoleConfig {
  if (!isRecord(value)) return { profiles: [], readOnly: false };
  const { address, namespace, taskQueue, profiles } = value;
  return {
    address: optionalText(address),
    namespace: optionalText(namespace),
    taskQueue: optionalText(taskQueue),
    profiles: parseProfiles(profiles),
    readOnly: value['readOnly'] === true,
  };
}

export function parseProfiles(value: unknown): Profile[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap((entry) => {
    const address = optionalText(entry['address']);
    if (!address) return [];
    return [
      {
        name: textOr(entry['name'], '') || address,
        address,
        namespace: textOr(entry['namespace'], '') || defaultNamespace,
        ...(entry['needsKey'] === true ? { needsKey: true } : {}),
      },
    ];
  });
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** Without the file, or with a host that answers everything with a page, the defaults apply. */
export async function loadConfig(): Promise<ConsoleConfig> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), { cache: 'no-store' });
    const isJson = response.ok && !(response.headers.get('content-type') ?? '').includes('html');
    return parseConfig(isJson ? await response.json() : undefined);
  } catch {
    return parseConfig(undefined);
  }
}

/** Adds or replaces by name. */
export function withProfiles(saved: readonly Profile[], added: readonly Profile[]): Profile[] {
  const names = new Set(added.map(({ name }) => name));
  return [...saved.filter(({ name }) => !names.has(name)), ...added].map(storedPart);
}

/** Field by field, so that nothing else that hangs on the object is ever stored. */
export function storedPart({ name, address, namespace, needsKey }: Profile): Profile {
  return { name, address, namespace, ...(needsKey ? { needsKey } : {}) };
}
