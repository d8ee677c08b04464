/** Values by text, of which the least recently used go when all together take more memory than the limit. */
export class ByteLimitedCache<Value> {
  readonly #limit: number;
  readonly #entries = new Map<string, { value: Value; bytes: number }>();
  #bytes = 0;

  /** @param limitBytes for keys and values; 0 keeps nothing */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** What the kept keys and values take. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // A Map is in the order of insertion: the first is the one that was not used for longest.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** @param valueBytes size of the value; one that is larger than the limit is not kept */
  set(key: string, value: Value, valueBytes: number): void {
    this.#delete(key);
    const bytes = key.length + valueBytes;
    if (bytes > this.#limit) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#delete(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
