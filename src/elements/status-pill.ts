import { statusLabel } from '../live/status.js';
import { make, setText } from './dom.js';

/** The status of something: a mark and a word, never a colour alone. */
export class StatusPill {
  readonly element = make('span', { part: 'status' }, make('span', { class: 'mark', 'aria-hidden': 'true' }));
  readonly #word = make('span');

  constructor() {
    this.element.append(this.#word);
  }

  /** @param status as in the API: `RUNNING`; nothing hides it */
  set(status: string | undefined): void {
    this.element.hidden = status === undefined;
    if (status === undefined) return;
    this.element.dataset['status'] = status;
    setText(this.#word, statusLabel(status));
  }
}
