import { isRecord, readStored, textOr, writeStored } from './stored.js';

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

/** The profiles of this browser, and those that came with the page. */
export class Profiles {
  readonly config: ConsoleConfig;
  #saved = $state.raw<readonly Profile[]>(parseProfiles(readStored('profiles')));

  constructor(config: ConsoleConfig) {
    this.config = config;
  }

  get saved(): readonly Profile[] {
    return this.#saved;
  }

  /** Adds or replaces by name. */
  save(...profiles: readonly Profile[]): void {
    const names = new Set(profiles.map(({ name }) => name));
    this.#write([...this.#saved.filter(({ name }) => !names.has(name)), ...profiles]);
  }

  remove(name: string): void {
    this.#write(this.#saved.filter((profile) => profile.name !== name));
  }

  /** The target of the last connection, else what the page was configured with. */
  get initial(): Profile | undefined {
    const [last] = parseProfiles([readStored('last')]);
    if (last) return last;
    const { address, namespace = defaultNamespace, profiles } = this.config;
    return address ? { name: address, address, namespace } : profiles[0];
  }

  remember(profile: Profile): void {
    writeStored('last', publicPart(profile));
  }

  #write(profiles: readonly Profile[]): void {
    this.#saved = profiles.map(publicPart);
    writeStored('profiles', this.#saved);
  }
}

/** Field by field, so that nothing else that hangs on the object is ever stored. */
function publicPart({ name, address, namespace, needsKey }: Profile): Profile {
  return { name, address, namespace, ...(needsKey ? { needsKey } : {}) };
}
