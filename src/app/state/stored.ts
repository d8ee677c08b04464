/**
 * One door to localStorage: every key has our prefix, a blocked or full storage
 * is no error, and what is read back is `unknown` until its owner has checked it.
 */
export const prefix = 'temporal-console:';

export function readStored(key: string, area: 'local' | 'session' = 'local'): unknown {
  try {
    const text = storage(area)?.getItem(prefix + key);
    return text === null || text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns whether the value is now stored */
export function writeStored(key: string, value: unknown, area: 'local' | 'session' = 'local'): boolean {
  try {
    const place = storage(area);
    if (!place) return false;
    if (value === undefined) place.removeItem(prefix + key);
    else place.setItem(prefix + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The place itself. @throws in some browsers, where storage is blocked */
export function storage(area: 'local' | 'session'): Storage | undefined {
  return area === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
