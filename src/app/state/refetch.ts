/**
 * What is read once more when the network is back: whatever could not be read without it, as its error says, and of the
 * rest what is no longer fresh, where `others` says so.
 */
export function refetchOnReturn(others: boolean): (query: { state: { status: string } }) => boolean | 'always' {
  return ({ state }) => (state.status === 'error' ? 'always' : others);
}
