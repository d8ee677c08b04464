import type { Payload } from './converter/payload-converter.js';

/** Values that travel beside the arguments of a call, by name. Payload codecs do not see them. */
export type Headers = Record<string, Payload>;

/** Any function of an interceptor object. @inline */
type AnyFunction = (...args: any[]) => any;

/** The rest of the chain: the next interceptor of the list, or the call itself. */
export type NextFunction<Input, Output> = (input: Input) => Promise<Output>;

/** What the function `Name` of an interceptor gets as `next`. */
export type Next<Interceptor, Name extends keyof Interceptor> = Required<Interceptor>[Name] extends (
  input: any,
  next: infer NextOfName extends AnyFunction,
) => any
  ? NextOfName
  : never;

/**
 * Puts the interceptors that have the function `name` around a call; the first of the list is the outermost.
 * Follows the chain of `@temporalio/client`.
 */
export function intercept<Interceptor extends object, Name extends keyof Interceptor>(
  interceptors: readonly Interceptor[],
  name: Name,
  call: Next<Interceptor, Name>,
): Next<Interceptor, Name> {
  return interceptors.reduceRight<AnyFunction>((next, interceptor) => {
    const around = interceptor[name] as AnyFunction | undefined;
    // Called as a method: an interceptor may be an instance of a class.
    return around ? (input: unknown) => around.call(interceptor, input, next) as unknown : next;
  }, call as AnyFunction) as Next<Interceptor, Name>;
}
