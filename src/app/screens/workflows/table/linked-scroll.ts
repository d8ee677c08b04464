/**
 * Elements that scroll sideways together: the head of a table, which sticks to the window, its rows, and the bar below
 * them. A head inside of what scrolls sideways could not stick to the window.
 */
export class LinkedScroll {
  readonly #elements = new Set<HTMLElement>();

  /** Attachment for each of them. */
  readonly link = (element: HTMLElement): (() => void) => {
    const follow = () => {
      for (const other of this.#elements) {
        if (other.scrollLeft !== element.scrollLeft) other.scrollLeft = element.scrollLeft;
        other.toggleAttribute('data-scrolled', element.scrollLeft > 0);
      }
    };
    this.#elements.add(element);
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      element.removeEventListener('scroll', follow);
      this.#elements.delete(element);
    };
  };
}
