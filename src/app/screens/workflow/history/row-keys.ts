import { typesInto } from '../../../frame/key-handler.js';
import { commands, type Command } from '../../../state/commands.svelte.js';
import { preferences } from '../../../state/preferences.svelte.js';
import { historyTexts as texts } from '../../../texts/history.js';
import type { HistoryBrowser } from './history-browser.svelte.js';

const { keys: labels } = texts;

/** Keys of the list that may be held down; the others are commands. */
export function listenToRowKeys(browser: HistoryBrowser): () => void {
  const onkeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typesInto(event.composedPath()[0]) || isBehind(event.target)) return;
    const inList = event.target instanceof Element && event.target.closest('[data-row]') !== null;
    if (act(browser, event.key, inList)) event.preventDefault();
  };
  addEventListener('keydown', onkeydown);
  return () => removeEventListener('keydown', onkeydown);
}

/** @returns whether the key means something here */
function act(browser: HistoryBrowser, key: string, inList: boolean): boolean {
  const { cursor, folds, place } = browser;
  const { row } = cursor;
  const foldable = row !== undefined && browser.canFold(row) ? row : undefined;
  const letters = preferences.characterKeys;
  switch (key) {
    case 'j':
      return letters && cursor.move(1);
    case 'k':
      return letters && cursor.move(-1);
    case 'ArrowDown':
      return inList && cursor.move(1);
    case 'ArrowUp':
      return inList && cursor.move(-1);
    case 'PageDown':
      return inList && cursor.move(15);
    case 'PageUp':
      return inList && cursor.move(-15);
    case 'Home':
      return inList && cursor.moveToEnd('first');
    case 'End':
      return inList && cursor.moveToEnd('last');
    case 'Enter':
      if (row === undefined || (!inList && document.activeElement !== document.body)) return false;
      if (foldable !== undefined && browser.view === 'groups') folds.toggle(foldable);
      else place.change({ event: String(Math.abs(row)), detail: '' });
      return true;
    case 'ArrowRight':
      if (!inList || foldable === undefined || folds.isOpen(foldable)) return false;
      folds.toggle(foldable);
      return true;
    case 'ArrowLeft':
      if (!inList || foldable === undefined || !folds.isOpen(foldable)) return false;
      folds.toggle(foldable);
      return true;
    case 'Escape':
      if (place.selectedEvent === undefined) return false;
      place.select(undefined);
      return true;
    default:
      return false;
  }
}

/** A dialog or a menu is open, and has the keys. */
function isBehind(target: EventTarget | null): boolean {
  if (document.querySelector('dialog:modal')) return true;
  return target instanceof Element && target.closest('[popover]:popover-open') !== null;
}

/** What the palette and the help of keys show; the keys that are no commands are only listed. */
export function offerRowCommands(browser: HistoryBrowser, focusSearch: () => void): () => void {
  const command = (id: string, keys: string, run?: () => unknown): Command => ({
    id: `history.${id}`,
    label: labels[id as keyof typeof labels],
    group: labels.group,
    keys,
    ...(run ? { run: () => void run() } : { helpOnly: true }),
  });
  const { cursor } = browser;
  return commands.offer(() => [
    command('search', '/', focusSearch),
    command('next', 'j'),
    command('previous', 'k'),
    command('open', 'enter'),
    command('first', 'g g', () => cursor.moveToEnd('first')),
    command('last', 'shift+g', () => cursor.moveToEnd('last')),
    ...(browser.finder.pattern
      ? [command('nextMatch', 'n', () => cursor.step(1)), command('previousMatch', 'shift+n', () => cursor.step(-1))]
      : []),
    ...(browser.place.selectedEvent === undefined
      ? []
      : [
          command('nextInGroup', ']', () => cursor.stepInGroup(1)),
          command('previousInGroup', '[', () => cursor.stepInGroup(-1)),
          command('close', 'escape'),
        ]),
  ]);
}
