import { parseView, type SavedView } from './saved-view.js';

/** All views of this browser, of every Namespace, in their order. */
export interface ViewSet {
  views: readonly SavedView[];
  /** What this version cannot read; it is kept for the one that wrote it. */
  others: readonly unknown[];
}

/** What was stored, as far as it can be used. */
export function parseViewSet(stored: unknown): ViewSet {
  if (!Array.isArray(stored)) return { views: [], others: [] };
  const views: SavedView[] = [];
  const others: unknown[] = [];
  for (const value of stored as unknown[]) {
    const view = parseView(value);
    // Two of one id could not be told apart.
    if (!view?.id || views.some(({ id }) => id === view.id)) others.push(value);
    else views.push(view);
  }
  return { views, others };
}

export function isShownIn(namespace: string): (view: SavedView) => boolean {
  return (view) => view.namespace === undefined || view.namespace === namespace;
}

/** The view takes the place of the one with its id, or comes last. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const at = views.findIndex(({ id }) => id === view.id);
  return at < 0 ? [...views, view] : views.with(at, view);
}

/** The view at its place among those that are shown in a Namespace; views of others stay where they are. */
export function withMoved(
  views: readonly SavedView[],
  id: string,
  to: number,
  namespace: string,
): readonly SavedView[] {
  const shown = views.filter(isShownIn(namespace));
  const view = shown.find((one) => one.id === id);
  if (!view) return views;
  const rest = shown.filter((one) => one !== view);
  const order = rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, view);
  let next = 0;
  return views.map((one) => (shown.includes(one) ? order[next++]! : one));
}

/** A name that no other view has where this one is shown: `Slow`, `Slow (2)`. */
export function freeName(views: readonly SavedView[], { id, name, namespace }: SavedView): string {
  const taken = new Set(
    views
      .filter((one) => one.id !== id && (!namespace || isShownIn(namespace)(one)))
      .map((one) => one.name.toLowerCase()),
  );
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${name} (${count})`;
  return free;
}
