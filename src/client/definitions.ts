/**
 * Signal, query and update definitions. Where `@temporalio/common` is installed, these types are its own, so that
 * definitions made by `@temporalio/workflow` fit with full inference. Where it is not, the
 * types below stand in. Nothing of upstream is imported at run time.
 */

/* eslint-disable @typescript-eslint/ban-ts-comment --
   `@ts-expect-error` would fail where the module is installed, and the comments are doc comments, because those
   survive in the declaration files. */

/** @ts-ignore: `@temporalio/common` is optional */
import type { SignalDefinition as ImportedSignal } from '@temporalio/common';
/** @ts-ignore: see above */
import type { QueryDefinition as ImportedQuery } from '@temporalio/common';
/** @ts-ignore: see above */
import type { UpdateDefinition as ImportedUpdate } from '@temporalio/common';

import type { PayloadTypeInfo } from './converter/type-info.js';

/** A Workflow function: what `typeof myWorkflow` is. */
export type Workflow = (...args: any[]) => Promise<any>;
/** What a Workflow returns. */
export type WorkflowResultType<W extends Workflow> = ReturnType<W> extends Promise<infer R> ? R : never;

declare const argsBrand: unique symbol;
declare const retBrand: unique symbol;

interface OwnSignalDefinition<Args extends any[] = [], Name extends string = string> {
  type: 'signal';
  name: Name;
  [argsBrand]: Args;
}
interface OwnQueryDefinition<Ret, Args extends any[] = [], Name extends string = string> {
  type: 'query';
  name: Name;
  [argsBrand]: Args;
  [retBrand]: Ret;
}
interface OwnUpdateDefinition<Ret, Args extends any[] = [], Name extends string = string> {
  type: 'update';
  name: Name;
  [argsBrand]: Args;
  [retBrand]: Ret;
}

// Without the module the three names are errors, and an interface that extends an error is empty: that is how the
// types below notice. (A conditional type over the name itself would be an error again, which acts like `any`.)
/** @ts-ignore: `@temporalio/common` is optional */
interface UpstreamSignal<Args extends any[], Name extends string> extends ImportedSignal<Args, Name> {}
/** @ts-ignore: see above */
interface UpstreamQuery<Ret, Args extends any[], Name extends string> extends ImportedQuery<Ret, Args, Name> {}
/** @ts-ignore: see above */
interface UpstreamUpdate<Ret, Args extends any[], Name extends string> extends ImportedUpdate<Ret, Args, Name> {}

/** A signal with the types of its arguments. */
export type SignalDefinition<Args extends any[] = [], Name extends string = string> =
  UpstreamSignal<[], string> extends { type: 'signal' } ? ImportedSignal<Args, Name> : OwnSignalDefinition<Args, Name>;
/** A query with the types of its result and arguments. */
export type QueryDefinition<Ret, Args extends any[] = [], Name extends string = string> =
  UpstreamQuery<unknown, [], string> extends { type: 'query' }
    ? ImportedQuery<Ret, Args, Name>
    : OwnQueryDefinition<Ret, Args, Name>;
/** An update with the types of its result and arguments. */
export type UpdateDefinition<Ret, Args extends any[] = [], Name extends string = string> =
  UpstreamUpdate<unknown, [], string> extends { type: 'update' }
    ? ImportedUpdate<Ret, Args, Name>
    : OwnUpdateDefinition<Ret, Args, Name>;

/** Options of {@link defineSignal}. @experimental */
export interface SignalDefinitionOptions {
  /** How the arguments are converted. */
  typeInfo?: Pick<PayloadTypeInfo, 'inputTypes'>;
}
/** Options of {@link defineQuery}. @experimental */
export interface QueryDefinitionOptions {
  /** How arguments and result are converted. */
  typeInfo?: PayloadTypeInfo;
}
/** Options of {@link defineUpdate}. @experimental */
export interface UpdateDefinitionOptions {
  /** How arguments and result are converted. */
  typeInfo?: PayloadTypeInfo;
}

/**
 * Names a signal with the types of its arguments. For pages whose Workflow code is not at hand, or not in TypeScript;
 * definitions of `@temporalio/workflow` work as they are.
 *
 * @example
 * ```ts
 * const approve = defineSignal<[by: string]>('approve');
 * await handle.signal(approve, 'lea');
 * ```
 */
export function defineSignal<Args extends any[] = [], Name extends string = string>(
  name: Name,
  options?: SignalDefinitionOptions,
): SignalDefinition<Args, Name> {
  return { type: 'signal', name, ...options } as SignalDefinition<Args, Name>;
}

/** Names a query with the types of its result and arguments. See {@link defineSignal}. */
export function defineQuery<Ret, Args extends any[] = [], Name extends string = string>(
  name: Name,
  options?: QueryDefinitionOptions,
): QueryDefinition<Ret, Args, Name> {
  return { type: 'query', name, ...options } as QueryDefinition<Ret, Args, Name>;
}

/** Names an update with the types of its result and arguments. See {@link defineSignal}. */
export function defineUpdate<Ret, Args extends any[] = [], Name extends string = string>(
  name: Name,
  options?: UpdateDefinitionOptions,
): UpdateDefinition<Ret, Args, Name> {
  return { type: 'update', name, ...options } as UpdateDefinition<Ret, Args, Name>;
}

/**
 * Name and type information of a signal, query or update, given as a definition or as the name itself.
 *
 * @param callSite type information given with the call, for names
 * @throws TypeError when it is given twice
 */
export function readDefinition<Info>(
  definition: string | { name: string; typeInfo?: Info | undefined },
  callSite?: Info,
): { name: string; typeInfo: Info | undefined } {
  if (typeof definition === 'string') return { name: definition, typeInfo: callSite };
  const { name, typeInfo } = definition;
  if (callSite !== undefined) {
    throw new TypeError(
      `TypeInfo of '${name}' belongs into its definition, or into the call when that gives the name instead of a definition.`,
    );
  }
  return { name, typeInfo };
}
