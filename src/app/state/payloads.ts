import { PayloadReader } from './payload-reader.svelte.js';
import type { Session } from './session.svelte.js';

const readers = new WeakMap<object, PayloadReader>();

/**
 * Shows the Payloads of a Namespace: through its codec, if it has one. Apart from the Session, because the list of
 * Workflows, which everybody loads first, shows none.
 */
export function payloadsOf(session: Session, namespace: string): PayloadReader {
  const codec = session.codec(namespace);
  let reader = readers.get(codec);
  if (!reader) {
    const made = new PayloadReader(codec);
    addEventListener('online', () => made.retryUnreached());
    readers.set(codec, (reader = made));
  }
  return reader;
}
