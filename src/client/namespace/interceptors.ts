import type { Duration } from '../duration.js';
import type { Page } from '../internal/pages.js';
import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { NamespaceDescription, NamespaceSettings, UpdateNamespaceResponse } from './namespace-info.js';

/** A Namespace, by its name or its id. */
export type NamespaceTarget = string | { readonly id: string };

export interface NamespaceInput extends CallInput {
  readonly namespace: string;
}

export interface NamespaceRegisterInput extends NamespaceInput {
  readonly settings: NamespaceSettings;
  readonly isGlobalNamespace?: boolean | undefined;
}

export interface NamespaceDescribeInput extends CallInput {
  readonly target: NamespaceTarget;
}

/** What `update()` changes; what is absent stays. */
export interface NamespaceChange extends NamespaceSettings {
  /** There is no way back. */
  state?: 'DEPRECATED' | undefined;
  /** Makes the Namespace one that several clusters can have. */
  promoteNamespace?: boolean | undefined;
  /** Checksum of a binary to trust again. */
  deleteBadBinary?: string | undefined;
}

export interface NamespaceUpdateInput extends NamespaceInput {
  readonly change: NamespaceChange;
}

export interface NamespaceListInput extends CallInput {
  readonly includeDeleted: boolean;
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

export interface NamespaceDeleteInput extends CallInput {
  readonly target: NamespaceTarget;
  readonly deleteDelay?: Duration | undefined;
}

/** The calls of `client.namespaces`. */
interface NamespaceCalls {
  register: Around<NamespaceRegisterInput, void>;
  describe: Around<NamespaceDescribeInput, NamespaceDescription>;
  update: Around<NamespaceUpdateInput, NamespaceDescription<UpdateNamespaceResponse>>;
  /** Around every page. */
  list: Around<NamespaceListInput, Page<NamespaceDescription>>;
  deprecate: Around<NamespaceInput, void>;
  delete: Around<NamespaceDeleteInput, string>;
}

/** Functions around the calls of `client.namespaces`; all are optional. */
export interface NamespaceClientInterceptor extends InterceptorOf<NamespaceCalls> {}
