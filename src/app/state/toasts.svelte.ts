export interface Toast {
  id: number;
  tone: 'done' | 'failed';
  title: string;
  detail?: string | undefined;
  /** What failed, kept whole: code, message and request id can be unfolded and copied. */
  error?: unknown;
  link?: { label: string; href: string } | undefined;
  at: Date;
}

type ToastMore = Pick<Toast, 'detail' | 'error' | 'link'>;

const mostShown = 4;
const mostKept = 50;
const doneMs = 6_000;

/**
 * Short answers to what a person just did. A success goes by itself, unless somebody points at it; a failure stays until
 * it is dismissed. The last {@link mostKept} can be read again under Notifications.
 */
class Toasts {
  #items = $state.raw<readonly Toast[]>([]);
  #history = $state.raw<readonly Toast[]>([]);
  #unread = $state(0);
  #lastId = 0;
  /** What is left of the time of each success. */
  readonly #timers = new Map<number, { startedAt: number; leftMs: number; timer: ReturnType<typeof setTimeout> }>();

  get items(): readonly Toast[] {
    return this.#items;
  }

  /** The newest first. */
  get history(): readonly Toast[] {
    return this.#history;
  }

  /** Failures since somebody last looked at the history. */
  get unread(): number {
    return this.#unread;
  }

  done(title: string, more: ToastMore = {}): void {
    const id = this.#add({ tone: 'done', title, ...more });
    this.#startTimer(id, doneMs);
  }

  /** @param more `error` as it was thrown: its words become the detail */
  failed(title: string, more: ToastMore = {}): void {
    this.#add({ tone: 'failed', title, ...more });
    this.#unread++;
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id)?.timer);
    this.#timers.delete(id);
    this.#items = this.#items.filter((toast) => toast.id !== id);
  }

  /** While somebody points at them or has the focus there, nothing goes by itself. */
  pause(): void {
    for (const timer of this.#timers.values()) {
      clearTimeout(timer.timer);
      timer.leftMs -= Date.now() - timer.startedAt;
    }
  }

  resume(): void {
    for (const [id, { leftMs }] of [...this.#timers]) this.#startTimer(id, Math.max(1_500, leftMs));
  }

  read(): void {
    this.#unread = 0;
  }

  clearHistory(): void {
    this.#history = [];
    this.#unread = 0;
  }

  #startTimer(id: number, leftMs: number): void {
    clearTimeout(this.#timers.get(id)?.timer);
    this.#timers.set(id, { startedAt: Date.now(), leftMs, timer: setTimeout(() => this.dismiss(id), leftMs) });
  }

  #add(toast: Omit<Toast, 'id' | 'at'>): number {
    const id = ++this.#lastId;
    const added: Toast = { id, at: new Date(), ...toast };
    // For room a success goes before a failure.
    while (this.#items.length >= mostShown) {
      this.dismiss((this.#items.find(({ tone }) => tone === 'done') ?? this.#items[0]!).id);
    }
    this.#items = [...this.#items, added];
    this.#history = [added, ...this.#history].slice(0, mostKept);
    return id;
  }
}

export const toasts = new Toasts();
