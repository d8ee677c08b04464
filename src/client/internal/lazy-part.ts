import { ServiceError } from '../errors.js';

/**
 * A part of the client that a page loads when it first uses it, so that pages without it stay small. Bundlers that
 * split code make a file of their own of it; others put it into the one file.
 *
 * @returns a function that loads the part, or gives it when it is there
 * @throws {@link ServiceError} when the file cannot be loaded; the next call tries again
 */
export function lazyPart<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return () =>
    load().catch((cause: unknown) => {
      throw new ServiceError(
        'A file of this page could not be loaded. The network is down, or the page was replaced by a newer version since it was opened: reload it.',
        { cause },
      );
    });
}

type Verb = (...input: any[]) => unknown;

/** Calls a verb of a part that loads on first use, by its name. */
export type VerbCaller<Verbs> = <Name extends keyof Verbs>(
  name: Name,
  ...input: Verbs[Name] extends Verb ? Parameters<Verbs[Name]> : never
) => Promise<Verbs[Name] extends Verb ? Awaited<ReturnType<Verbs[Name]>> : never>;

/** A function that calls the verbs of a part; all of them are loaded when one is first used. @throws as {@link lazyPart} */
export function lazyVerbs<Verbs>(load: () => Promise<Verbs>): VerbCaller<Verbs> {
  const verbs = lazyPart(load);
  return async (name, ...input) => ((await verbs())[name] as (...all: unknown[]) => never)(...input);
}
