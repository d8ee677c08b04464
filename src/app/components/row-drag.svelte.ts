interface RowDragOptions {
  /** Its children are the rows. */
  list: () => HTMLElement | undefined;
  /** The ids of the rows, in their order. */
  ids: () => readonly string[];
  move: (id: string, to: number) => void;
}

/** The grips by which the rows of a short list are dragged to another place: `<span class="grip" {...drag.grip(id)}>`. */
export class RowDrag {
  readonly #options: RowDragOptions;
  #dragged = $state.raw<string>();

  constructor(options: RowDragOptions) {
    this.#options = options;
  }

  /** The row that is held. */
  get dragged(): string | undefined {
    return this.#dragged;
  }

  /** Attributes of the grip of a row. */
  grip(id: string): object {
    const drop = () => (this.#dragged = undefined);
    return {
      role: 'presentation',
      onpointerdown: (event: PointerEvent & { currentTarget: HTMLElement }) => this.#grab(event, id),
      onpointermove: (event: PointerEvent) => this.#pull(event),
      onpointerup: drop,
      onpointercancel: drop,
    };
  }

  #grab(event: PointerEvent & { currentTarget: HTMLElement }, id: string): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#dragged = id;
  }

  /** The row under the pointer makes room. */
  #pull({ clientY }: PointerEvent): void {
    const list = this.#options.list();
    if (this.#dragged === undefined || !list) return;
    const rows = [...list.children].map((row) => row.getBoundingClientRect());
    const to = rows.findIndex(({ top, bottom }) => clientY >= top && clientY < bottom);
    if (to >= 0 && to !== this.#options.ids().indexOf(this.#dragged)) this.#options.move(this.#dragged, to);
  }
}
