import { type BaseClientOptions, type ClientContext, loadClientContext } from '../base-client.js';
import type { CallScope } from '../call-options.js';
import type { Connection } from '../connection.js';
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

/** Calls a verb. */
type VerbCaller<Verbs> = <Name extends keyof Verbs>(name: Name, ...rest: Rest<Verbs[Name]>) => Result<Verbs[Name]>;

/**
 * A part of the client whose verbs load at the first call. What a facade does is then one line for each method, and a
 * page pays for the names alone.
 */
export abstract class PartClient<Verbs, Interceptor> {
  readonly #context: PartContext<Interceptor>;
  readonly #verbs: () => Promise<Verbs>;

  /** @throws TypeError for an impossible option */
  constructor({ interceptors = [], ...options }: PartOptions<Interceptor>, load: () => Promise<Verbs>) {
    this.#context = { ...loadClientContext(options), interceptors };
    this.#verbs = lazyPart(load);
  }

  /** What the calls go through. */
  get connection(): Connection {
    return this.#context.connection;
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): this {
    const Part = this.constructor as new (options: PartOptions<Interceptor>) => this;
    return new Part({ ...this.#context, connection: this.connection.with(scope) });
  }

  /** Calls a verb by its name, with the arguments after the context. */
  protected readonly call = (async (name: keyof Verbs, ...rest: unknown[]) => {
    const verb = (await this.#verbs())[name] as (...all: unknown[]) => unknown;
    return verb(this.#context, ...rest);
  }) as unknown as VerbCaller<Verbs>;
}
