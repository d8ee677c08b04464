/** What lies over every screen, one at a time. */
export type Overlay = 'palette' | 'help' | 'notifications' | 'more';

class Overlays {
  #open = $state<Overlay | undefined>();

  get open(): Overlay | undefined {
    return this.#open;
  }

  show(overlay: Overlay): void {
    this.#open = overlay;
  }

  close(): void {
    this.#open = undefined;
  }
}

export const overlays = new Overlays();
