/** Numbers from 0 up to 1, always the same row for the same seed (xorshift32). */
export function seededRandom(seed: number): () => number {
  // Seeds that differ by one must not begin alike; and 0 would stay 0 for ever.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
}
