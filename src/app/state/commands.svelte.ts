import type { IconNode } from 'lucide';
import { untrack } from 'svelte';

/** Something that a person can do by name (command palette) or by key. Screens offer theirs while they are shown. */
export interface Command {
  /** Unique, such as `run.signal`. */
  id: string;
  /** What it does, as a button would say it. */
  label: string;
  /** Heading in the palette and in the help of shortcuts. */
  group: string;
  /** `mod+k`, `g w` (one after the other), `?`, `shift+r`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: string;
  icon?: IconNode;
  /** Where it leads; instead of `run`. */
  href?: string;
  run?: () => void;
  /** Stands above the others in the palette, whatever else is nearer. */
  first?: boolean;
  /** Only in the help, not in the palette: keys that a list handles itself, such as `j`. */
  helpOnly?: boolean;
}

class Commands {
  #offers = $state.raw<readonly (() => readonly Command[])[]>([]);

  /** Everything that can be done now, later offers first: what is nearest to the person is on top. */
  get all(): readonly Command[] {
    return this.#offers.toReversed().flatMap((offer) => offer());
  }

  /**
   * Offers commands until the returned function is called: `$effect(() => commands.offer(() => [...]))`.
   *
   * @param offer may read reactive state; it is asked whenever the palette opens or a key is pressed
   */
  offer(offer: () => readonly Command[]): () => void {
    // Untracked, or the effect that offers would run again because of its own offer.
    untrack(() => (this.#offers = [...this.#offers, offer]));
    return () => {
      untrack(() => (this.#offers = this.#offers.filter((other) => other !== offer)));
    };
  }
}

export const commands = new Commands();
