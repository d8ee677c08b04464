/** Whether the browser knows that it has no network. Where nothing is known, for example in Node, this is false. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
