import { type BaseClientOptions, type ClientContext, loadClientContext } from '../base-client.js';
import { lazyPart } from './lazy-part.js';

/** Options of a part of the client whose calls load when they are first used. */
export interface PartOptions<Interceptor> extends BaseClientOptions {
  /** The first is the outermost. @default none */
  interceptors?: readonly Interceptor[] | undefined;
}

/** What the verbs of such a part work with. */
export interface PartContext<Interceptor> extends ClientContext {
  readonly interceptors: readonly Interceptor[];
}

type Rest<Verb> = Verb extends (context: never, ...rest: infer Arguments) => unknown ? Arguments : never;
type Result<Verb> = Verb extends (...all: never[]) => infer Returned ? Returned : never;

/** Calls a verb by its name, with the arguments after the context. */
export type VerbCaller<Verbs> = <Name extends keyof Verbs>(
  name: Name,
  ...rest: Rest<Verbs[Name]>
) => Result<Verbs[Name]>;

/**
 * The verbs of a part, which load at the first call. What a facade does is then one line for each method, and a page
 * pays for the names alone.
 *
 * @throws TypeError for an impossible option
 */
export function lazyVerbs<Verbs>(
  { interceptors = [], ...options }: PartOptions<object>,
  load: () => Promise<Verbs>,
): VerbCaller<Verbs> {
  const context: PartContext<object> = { ...loadClientContext(options), interceptors };
  const verbs = lazyPart(load);
  return (async (name: keyof Verbs, ...rest: unknown[]) =>
    ((await verbs())[name] as (...all: unknown[]) => unknown)(context, ...rest)) as unknown as VerbCaller<Verbs>;
}
