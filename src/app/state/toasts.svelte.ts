export interface Toast {
  id: number;
  tone: 'done' | 'failed';
  title: string;
  detail?: string | undefined;
  link?: { label: string; href: string } | undefined;
}

/** Short answers to what a person just did. A failure stays until it is dismissed. */
class Toasts {
  #items = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  get items(): readonly Toast[] {
    return this.#items;
  }

  done(title: string, more: Pick<Toast, 'detail' | 'link'> = {}): void {
    const id = this.#add({ tone: 'done', title, ...more });
    setTimeout(() => this.dismiss(id), 6000);
  }

  failed(title: string, more: Pick<Toast, 'detail' | 'link'> = {}): void {
    this.#add({ tone: 'failed', title, ...more });
  }

  dismiss(id: number): void {
    this.#items = this.#items.filter((toast) => toast.id !== id);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = ++this.#lastId;
    this.#items = [...this.#items.slice(-3), { id, ...toast }];
    return id;
  }
}

export const toasts = new Toasts();
