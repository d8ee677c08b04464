import type { CallOptions } from '../call-options.js';
import type { StartedActivityHandle } from './activity-handle.js';
import type { ActivityOptions } from './activity-options.js';

/** An Activity function. */
export type ActivityFunction<Args extends any[] = any[], R = any> = (...args: Args) => Promise<R>;

/** Names of the Activities of an interface or a module. */
export type ActivityName<T> = {
  [N in keyof T & string]: T[N] extends ActivityFunction ? N : never;
}[keyof T & string];

/** Arguments of an Activity. */
export type ActivityArgs<T, N extends ActivityName<T>> = T[N] extends ActivityFunction<infer Args> ? Args : never;

/** What an Activity returns. */
export type ActivityResult<T, N extends ActivityName<T>> = T[N] extends ActivityFunction<any[], infer R> ? R : never;

/** {@link ActivityOptions} with arguments of these types; `args` is required when there are some. */
export type ActivityOptionsWithArgs<Args extends any[]> = Omit<ActivityOptions, 'args'> &
  (Args extends [any, ...any[]]
    ? { /** Arguments of the Activity. */ args: Args | Readonly<Args> }
    : { /** Arguments of the Activity. */ args?: Args | Readonly<Args> | undefined });

/** {@link ActivityOptions} for an Activity of an interface or a module. */
export type ActivityOptionsFor<T, N extends ActivityName<T>> = ActivityOptionsWithArgs<ActivityArgs<T, N>>;

/** The calls that start Activities, for those of an interface or a module only; `client.activity.typed<T>()` gives it. */
export interface TypedActivityClient<T> {
  /** As {@link ActivityClient.start}, for an Activity of the interface. */
  start<N extends ActivityName<T>>(
    activity: N,
    options: ActivityOptionsFor<T, N>,
    call?: CallOptions,
  ): Promise<StartedActivityHandle<ActivityResult<T, N>>>;
  /** As {@link ActivityClient.execute}, for an Activity of the interface. */
  execute<N extends ActivityName<T>>(
    activity: N,
    options: ActivityOptionsFor<T, N>,
    call?: CallOptions,
  ): Promise<ActivityResult<T, N>>;
}
