import { isRecord, textOr } from './stored.js';

/** Where to talk to. Nothing in it is secret: keys live in memory only. */
export interface Profile {
  name: string;
  address: string;
  namespace: string;
  /** The last connection used an API key, so a reload has to ask for it again. */
  needsKey?: boolean | undefined;
  /** The last connection was signed in with this provider of config.json, so a reload asks it again. */
  provider?: string | undefined;
}

export const defaultAddress = 'http://127.0.0.1:8080';
export const defaultNamespace = 'default';

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
        ...(typeof entry['provider'] === 'string' ? { provider: entry['provider'] } : {}),
      },
    ];
  });
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** Adds or replaces by name. */
export function withProfiles(saved: readonly Profile[], added: readonly Profile[]): Profile[] {
  const names = new Set(added.map(({ name }) => name));
  return [...saved.filter(({ name }) => !names.has(name)), ...added].map(storedPart);
}

/** Field by field, so that nothing else that hangs on the object is ever stored. */
export function storedPart({ name, address, namespace, needsKey, provider }: Profile): Profile {
  return { name, address, namespace, ...(needsKey ? { needsKey } : {}), ...(provider ? { provider } : {}) };
}
