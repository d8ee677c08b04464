import { readStored, writeStored } from '../../../state/stored.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { savedViewTexts as texts } from '../../../texts/saved-views.js';
import type { SavedView } from './saved-view.js';
import { withImported } from './view-file.js';
import { isShownIn, parseViewSet, type ViewSet, withMoved, withView } from './view-set.js';

const key = 'views';

/** A view that was deleted, and where it stood. */
export interface DeletedView {
  view: SavedView;
  place: number;
}

/** The views of this browser. All tabs show the same ones. */
class SavedViews {
  #set = $state.raw<ViewSet>(parseViewSet(readStored(key)));

  constructor() {
    addEventListener('storage', this.#read);
  }

  /** Those of a Namespace and those for all, in their order. */
  in(namespace: string): readonly SavedView[] {
    return this.#set.views.filter(isShownIn(namespace));
  }

  find(id: string | undefined): SavedView | undefined {
    return this.#set.views.find((view) => view.id === id);
  }

  /** @returns whether it is stored now; where not, that was said */
  save(view: SavedView): boolean {
    return this.#write((views) => withView(views, view));
  }

  move(id: string, to: number, namespace: string): boolean {
    return this.#write((views) => withMoved(views, id, to, namespace));
  }

  /** @returns what {@link SavedViews.restore} needs; undefined when it could not be deleted */
  delete(id: string): DeletedView | undefined {
    this.#read();
    const place = this.#set.views.findIndex((view) => view.id === id);
    const view = this.#set.views[place];
    if (!view || !this.#write((views) => views.filter((one) => one.id !== id))) return undefined;
    return { view, place };
  }

  restore({ view, place }: DeletedView): boolean {
    return this.#write((views) => views.filter(({ id }) => id !== view.id).toSpliced(place, 0, view));
  }

  /** @returns those that were not there yet; undefined when they could not be stored */
  import(imported: readonly SavedView[]): readonly SavedView[] | undefined {
    let added: readonly SavedView[] = [];
    const isStored = this.#write((views) => {
      const result = withImported(views, imported);
      added = result.added;
      return result.views;
    });
    return isStored ? added : undefined;
  }

  readonly #read = (): void => {
    this.#set = parseViewSet(readStored(key));
  };

  /** What is stored is read again first: another tab may have changed it a moment ago. */
  #write(change: (views: readonly SavedView[]) => readonly SavedView[]): boolean {
    this.#read();
    const views = change(this.#set.views);
    if (!writeStored(key, [...views, ...this.#set.others])) {
      toasts.failed(texts.notStored, { detail: texts.notStoredText });
      return false;
    }
    this.#set = { ...this.#set, views };
    return true;
  }
}

export const savedViews = new SavedViews();
