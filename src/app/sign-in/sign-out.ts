import { readStored, writeStored } from '../state/stored.js';

export type SignedOut = 'signed-out' | 'signed-out-elsewhere';

const key = 'signed-out';
const message = 'signed-out';

/** Tells all tabs of this console. */
export class SignOutChannel {
  readonly #channel = new BroadcastChannel('temporal-console:sign-out');

  /** @param onsignout somebody has signed out in another tab */
  constructor(onsignout: () => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === message) onsignout();
    };
  }

  tell(): void {
    this.#channel.postMessage(message);
  }
}

/** For the page that comes after this one. */
export function leaveSignedOut(how: SignedOut): void {
  writeStored(key, how, 'session');
}

/** Reads it once. */
export function takeSignedOut(): SignedOut | undefined {
  const value = readStored(key, 'session');
  writeStored(key, undefined, 'session');
  return value === 'signed-out' || value === 'signed-out-elsewhere' ? value : undefined;
}
