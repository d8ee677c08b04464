import { brandError } from '../internal/brand-error.js';

/** The name of the Namespace is taken; also by one that was deleted a moment ago. */
export class NamespaceAlreadyExistsError extends Error {
  declare readonly cause?: Error;
  readonly namespace: string;

  constructor(namespace: string, cause?: Error) {
    super(`Namespace already exists: '${namespace}'`, cause === undefined ? undefined : { cause });
    this.namespace = namespace;
  }
}
brandError(NamespaceAlreadyExistsError, 'NamespaceAlreadyExistsError');
