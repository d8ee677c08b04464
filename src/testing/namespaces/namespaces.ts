/** All Namespaces of the server: registered, found, listed, renamed when they are deleted. */
import { NamespaceState } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { invalid, namespaceExists, namespaceNotFound } from '../engine/refusals.js';
import { Namespace, type NamespaceSettings } from './namespace.js';

const day = 86_400n;

/** The server's own Namespace, as every server has it. */
export const systemNamespace = { id: '32049b68-7872-4094-8e63-d0dd59896a83', name: 'temporal-system' };

/** @see the head of this file */
export class Namespaces {
  readonly engine: Engine;
  readonly #byId = new Map<string, Namespace>();

  /** Those that the engine has are registered already. */
  constructor(engine: Engine) {
    this.engine = engine;
    for (const content of engine.namespaces.values()) this.#add(new Namespace(content, settings('', '', day)));
    const { id, name } = systemNamespace;
    const system = settings('Temporal internal system namespace', 'temporal-core@temporal.io', 7n * day);
    this.#add(new Namespace(engine.addNamespace(name, {}, id), system));
  }

  /** @throws ALREADY_EXISTS */
  register(name: string, options: NamespaceSettings): Namespace {
    if (this.engine.namespaces.has(name)) throw namespaceExists(name);
    return this.#add(new Namespace(this.engine.addNamespace(name), options));
  }

  /** By name or by id, also one that is deleted. @throws NOT_FOUND, INVALID_ARGUMENT with none of the two or both */
  find({ name, id }: { readonly name: string; readonly id: string }): Namespace {
    if (name === '' && id === '') throw invalid('Namespace not set on request.');
    if (name !== '' && id !== '') {
      throw invalid('GetNamespace operation failed.  Both ID and Name specified in request.');
    }
    const found = this.#byId.get(id === '' ? (this.engine.namespaces.get(name)?.id ?? '') : id);
    if (!found) throw namespaceNotFound(name || id);
    return found;
  }

  /** One that is to be changed. @throws NOT_FOUND, FAILED_PRECONDITION for one that is deleted */
  require(name: string): Namespace {
    if (name === '') throw invalid('Namespace not set on request.');
    return this.#byId.get(this.engine.namespace(name).id)!;
  }

  /** A page in the order of the ids, after the one with the id `after`. */
  page(after: string, size: number, withDeleted: boolean): { found: Namespace[]; isFull: boolean } {
    const all = [...this.#byId.values()]
      .filter((each) => withDeleted || !each.isDeleted)
      .sort((a, b) => (a.content.id < b.content.id ? -1 : 1))
      .filter(({ content }) => content.id > after);
    return { found: all.slice(0, size), isFull: all.length >= size };
  }

  /** Gives a Namespace the name of a deleted one, under which nothing can be done. */
  markDeleted(namespace: Namespace): void {
    const { content } = namespace;
    const { namespaces } = this.engine;
    namespaces.delete(content.name);
    let length = 5;
    const deletedName = (): string => `${content.name}-deleted-${content.id.slice(0, length)}`;
    while (namespaces.has(deletedName())) length++;
    content.state = NamespaceState.DELETED;
    content.name = deletedName();
    namespaces.set(content.name, content);
  }

  /** Nothing is left of it. */
  remove({ content }: Namespace): void {
    this.engine.namespaces.delete(content.name);
    this.#byId.delete(content.id);
  }

  #add(namespace: Namespace): Namespace {
    this.#byId.set(namespace.content.id, namespace);
    return namespace;
  }
}

function settings(description: string, ownerEmail: string, retentionSeconds: bigint): NamespaceSettings {
  return { description, ownerEmail, data: {}, retention: { seconds: retentionSeconds, nanos: 0 } };
}
