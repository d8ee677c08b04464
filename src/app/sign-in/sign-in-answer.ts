/** The folder of the console, where providers send people back to: the same for every page of it, below any path. */
export function consoleUrl(base: string = document.baseURI): string {
  return new URL('.', base).href;
}

/**
 * What a provider has put behind the address of this page, in the fragment or in the query. Undefined for every other
 * address: routes of the console begin with `#/`.
 */
export function answerIn(address: string): URLSearchParams | undefined {
  const { hash, search } = new URL(address);
  for (const text of [hash.startsWith('#/') ? '' : hash.slice(1), search.slice(1)]) {
    const parameters = new URLSearchParams(text);
    if (parameters.has('state') && (parameters.has('code') || parameters.has('error'))) return parameters;
  }
  return undefined;
}
