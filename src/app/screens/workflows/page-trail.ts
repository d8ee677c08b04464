/** Tokens lead forward only: the address from which each page was reached, by its token. */
const cameFrom = new Map<string, string>();

export function rememberWayTo(token: Uint8Array): void {
  cameFrom.set(String(token), location.hash);
}

/** Nothing for a page that was opened by its link. */
export function reachedFrom(token: Uint8Array): string | undefined {
  return cameFrom.get(String(token));
}
