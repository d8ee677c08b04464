/** Names, in a derivation or an effect, what it follows besides the values that it reads. */
export function follow(..._values: unknown[]): void {
  // Reading was all.
}
