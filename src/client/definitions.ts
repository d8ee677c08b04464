/**
 * Signal, query and update definitions. Where `@temporalio/common` is installed, these types are its own, so that
 * definitions made by `@temporalio/workflow` fit with full inference. Where it is not, the
 * types below stand in. Nothing of upstream is imported at run time.
 */

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

/* eslint-disable @typescript-eslint/ban-ts-comment -- `@ts-expect-error` would fail where the module is installed.
   They are doc comments because those survive in the declaration files. */
/** @ts-ignore: `@temporalio/common` is optional; without it the type is `any`, which `IfKnown` catches */
type UpstreamSignal<Args extends any[], Name extends string> = import('@temporalio/common').SignalDefinition<
  Args,
  Name
>;
/** @ts-ignore: see above */
type UpstreamQuery<Ret, Args extends any[], Name extends string> = import('@temporalio/common').QueryDefinition<
  Ret,
  Args,
  Name
>;
/** @ts-ignore: see above */
type UpstreamUpdate<Ret, Args extends any[], Name extends string> = import('@temporalio/common').UpdateDefinition<
  Ret,
  Args,
  Name
>;

/** `Upstream`, unless it is the `any` of a module that is not installed. `Probe` is an instance without type parameters. */
type IfKnown<Probe, Upstream, Own> = 0 extends 1 & Probe ? Own : Upstream;

/** A signal with the types of its arguments. */
export type SignalDefinition<Args extends any[] = [], Name extends string = string> = IfKnown<
  UpstreamSignal<[], string>,
  UpstreamSignal<Args, Name>,
  OwnSignalDefinition<Args, Name>
>;
/** A query with the types of its result and arguments. */
export type QueryDefinition<Ret, Args extends any[] = [], Name extends string = string> = IfKnown<
  UpstreamQuery<unknown, [], string>,
  UpstreamQuery<Ret, Args, Name>,
  OwnQueryDefinition<Ret, Args, Name>
>;
/** An update with the types of its result and arguments. */
export type UpdateDefinition<Ret, Args extends any[] = [], Name extends string = string> = IfKnown<
  UpstreamUpdate<unknown, [], string>,
  UpstreamUpdate<Ret, Args, Name>,
  OwnUpdateDefinition<Ret, Args, Name>
>;

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
): SignalDefinition<Args, Name> {
  return { type: 'signal', name } as SignalDefinition<Args, Name>;
}

/** Names a query with the types of its result and arguments. See {@link defineSignal}. */
export function defineQuery<Ret, Args extends any[] = [], Name extends string = string>(
  name: Name,
): QueryDefinition<Ret, Args, Name> {
  return { type: 'query', name } as QueryDefinition<Ret, Args, Name>;
}

/** Names an update with the types of its result and arguments. See {@link defineSignal}. */
export function defineUpdate<Ret, Args extends any[] = [], Name extends string = string>(
  name: Name,
): UpdateDefinition<Ret, Args, Name> {
  return { type: 'update', name } as UpdateDefinition<Ret, Args, Name>;
}

/** Name of a signal, query or update, given as a definition or as the name itself. */
export function definitionName(definition: string | { name: string }): string {
  return typeof definition === 'string' ? definition : definition.name;
}
