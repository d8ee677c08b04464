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
