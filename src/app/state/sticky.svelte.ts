/** What sticks to the top of the window below the bar, so that what comes next knows where the free part begins. */
class Sticky {
  #header = $state(0);

  /** Height of what sticks of the header of the screen, in pixels; 0 when all of it scrolls away. */
  get header(): number {
    return this.#header;
  }

  /** Attachment for the header of a screen: its height, also as `--screen-header` for styles. */
  readonly measure = (element: HTMLElement): (() => void) => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      const { position, top } = getComputedStyle(element);
      // A header may let its upper part scroll away under the bar.
      const above = Math.max(0, barHeight() - Number.parseFloat(top));
      this.#header = position === 'sticky' ? element.offsetHeight - above : 0;
      style.setProperty('--screen-header', `${this.#header}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      this.#header = 0;
      style.removeProperty('--screen-header');
    };
  };
}

export const sticky = new Sticky();

/** Of the bar on top of the window. */
function barHeight(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--bar'));
}
