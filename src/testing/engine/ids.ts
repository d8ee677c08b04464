/** Ids in the form of a UUID that are the same in every run of the same test. */
export class Ids {
  #state: number;
  #count = 0;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A UUID of version 4 by its form; random bits come from the seed alone. */
  uuid(): string {
    const word = (): string => this.#next().toString(16).padStart(8, '0');
    const count = (++this.#count >>> 0).toString(16).padStart(8, '0');
    const [a, b, c] = [word(), word(), word()];
    return `${count}-${a.slice(0, 4)}-4${a.slice(5)}-a${b.slice(1, 4)}-${b.slice(4)}${c}`;
  }

  /** From 0 up to 1, without it. */
  random(): number {
    return this.#next() / 2 ** 32;
  }

  /** A 32-bit xorshift of an increasing state (the mixing of SplitMix32). */
  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}
