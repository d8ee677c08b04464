import { createSubscriber } from 'svelte/reactivity';

/** The theme of the system: tokens change with it, and canvases have to be told. */
class ColourScheme {
  readonly #query = matchMedia('(prefers-color-scheme: dark)');
  readonly #subscribe = createSubscriber((update) => {
    this.#query.addEventListener('change', update);
    return () => this.#query.removeEventListener('change', update);
  });

  get dark(): boolean {
    this.#subscribe();
    return this.#query.matches;
  }
}

export const colourScheme = new ColourScheme();
