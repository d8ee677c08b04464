/** After any of these a person leads. */
const acts = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'hashchange'] as const;

/**
 * Leads a link that names a tab to what it names. Where the head of the page leaves it less than half of the window, the
 * tabs are brought to the top of it, and what still comes above them does not push them down again. It ends with the
 * first thing that somebody does.
 */
export class TabLead {
  #brings = true;
  /** Where the page was scrolled to, and the tabs were in it, when it was last looked. */
  #scrolled = 0;
  #place = 0;
  #frame = 0;

  /** Attachment for the element that holds the bar of tabs and the tab. */
  readonly attach = (element: HTMLElement): (() => void) => {
    const { style } = document.documentElement;
    const ended = new AbortController();
    this.#place = placeOf(element);
    const look = (): void => this.#look(element);
    const observer = new ResizeObserver(look);
    const end = (): void => {
      this.#brings = false;
      cancelAnimationFrame(this.#frame);
      observer.disconnect();
      ended.abort();
      // From here on the browser does it, where it can.
      style.removeProperty('overflow-anchor');
    };
    const { signal } = ended;
    for (const act of acts) addEventListener(act, end, { capture: true, passive: true, signal });
    addEventListener('scroll', look, { passive: true, signal });
    style.setProperty('overflow-anchor', 'none');
    // All that is above has its height in here.
    observer.observe(element.parentElement ?? element);
    return end;
  };

  /** The head of the page is laid out: what changes from now on is no reason to scroll. */
  settle(): void {
    this.#brings = false;
  }

  #look(element: HTMLElement): void {
    const moved = Math.round(placeOf(element) - this.#place);
    this.#place += moved;
    if (Math.abs(scrollY - this.#scrolled) >= 1) {
      // Somebody else has scrolled, and knew what the page looks like: the list to its event, a person by the scroll bar.
      this.#brings = false;
      this.#scrolled = scrollY;
    } else if (this.#brings && scrollY === 0) {
      // The room that it makes is a change of size, of which an observer may not be the cause.
      this.#frame ||= requestAnimationFrame(() => this.#bring(element));
    } else if (scrollY > 0 && moved !== 0) {
      scrollBy({ top: moved, behavior: 'instant' });
      this.#scrolled = scrollY;
    }
  }

  #bring(element: HTMLElement): void {
    this.#frame = 0;
    if (!this.#brings || scrollY > 0 || element.getBoundingClientRect().top <= innerHeight / 2) return;
    // So that a short tab can be at the top as well.
    element.style.minHeight = 'calc(100dvh - var(--bar) - var(--screen-header, 0px))';
    element.scrollIntoView({ behavior: 'instant' });
    this.#scrolled = scrollY;
    // What has moved since it was looked has moved the page with it.
    this.#place = placeOf(element);
  }
}

/** In the page, wherever that is scrolled to. */
function placeOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top + scrollY;
}

/** The page was opened with its address: neither reloaded nor gone back to, where the browser finds the place again. */
export function wasOpened(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate';
}
