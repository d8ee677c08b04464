import { isRecord, readStored, writeStored } from '../state/stored.js';
import type { Asked } from './oidc.js';

/** What the page has to know again when the person comes back from the provider. */
export interface SignInNote extends Asked {
  /** Name of the provider that was asked. */
  provider: string;
  /** Where its tokens go. */
  address: string;
  namespace: string;
  /** The page to go back to: a hash route. */
  hash: string;
  /** Nobody was to see it. */
  silent: boolean;
  /** When it was asked, in ms since 1970. */
  at: number;
}

const key = 'sign-in';
/** Nobody takes longer to sign in; what comes later was not asked by who sits here now. */
const longestMs = 60 * 60_000;

/** Kept in this tab until the answer comes. */
export function leaveNote(note: SignInNote): boolean {
  return writeStored(key, note, 'session');
}

/** Reads it once: it is wiped by that, whatever comes of it. */
export function takeNote(now = Date.now()): SignInNote | undefined {
  const value = readStored(key, 'session');
  writeStored(key, undefined, 'session');
  if (!isNote(value) || Math.abs(now - value.at) > longestMs) return undefined;
  return { ...value, hash: ownHash(value.hash) };
}

const texts = ['state', 'nonce', 'verifier', 'provider', 'address', 'namespace', 'hash'] as const;

function isNote(value: unknown): value is SignInNote {
  return (
    isRecord(value) &&
    texts.every((name) => typeof value[name] === 'string') &&
    typeof value['silent'] === 'boolean' &&
    typeof value['at'] === 'number'
  );
}

/** A route of this console, and never another page: whatever it was, it goes behind a `#/`. */
export function ownHash(hash: string): string {
  return /^#\/(?!\/)/.test(hash) ? hash : '#/';
}
