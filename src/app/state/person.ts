import type { Client } from '../../client/index.js';
import type { Session } from './session.svelte.js';
import { readStored, writeStored } from './stored.js';

/** Who sits here, in their own words; the server records it with what they do. Nothing checks it. */
export function readPerson(): string {
  const name = readStored('person');
  return typeof name === 'string' ? name : '';
}

export function writePerson(name: string): void {
  writeStored('person', name.trim() || undefined);
}

/** A client whose calls are recorded under the person's name. */
export function clientAs(session: Session, namespace: string, person: string): Client {
  return session.client(namespace, person.trim() || undefined);
}
