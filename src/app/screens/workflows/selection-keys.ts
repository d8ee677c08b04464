import type { Command } from '../../state/commands.svelte.js';
import { selectionTexts as texts } from '../../texts/selection.js';
import type { Selection } from './selection.svelte.js';

/** Until the list has moved the focus, also to a row that it has to draw first. */
const longestMoveMs = 500;

/** The row that has the focus. */
function focusedRunId(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-run-id]')?.dataset['runId'];
}

/** In a field, these keys belong to the text. */
function isInField(): boolean {
  const element = document.activeElement;
  return (
    element instanceof HTMLElement && element.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
  );
}

/** What can be done with the selection by key, for the palette and for the help. */
export function selectionCommands(selection: Selection): readonly Command[] {
  const runId = focusedRunId();
  const group = texts.group;
  return [
    {
      id: 'selection.toggle',
      label: texts.toggleRow,
      group,
      keys: 'x',
      run: () => runId !== undefined && selection.toggle(runId),
    },
    {
      id: 'selection.extend',
      label: texts.extendRow,
      group,
      keys: 'shift+x',
      run: () => runId !== undefined && selection.toggle(runId, { range: true, on: true }),
    },
    {
      id: 'selection.page',
      label: texts.commandPage,
      group,
      ...(isInField() ? {} : { keys: 'mod+a' }),
      run: () => selection.togglePage(true),
    },
    ...(selection.choosing
      ? [
          {
            id: 'selection.clear',
            label: texts.commandClear,
            group,
            ...(isInField() ? {} : { keys: 'escape' }),
            run: () => selection.clear(),
          },
        ]
      : []),
  ];
}

/**
 * Shift with an arrow selects the row that has the focus and the one that gets it; on the way back, it takes out what it
 * leaves. The list moves the focus, maybe only after it has drawn the row; so the rest waits for that.
 */
export function extendByArrow(selection: Selection, event: KeyboardEvent): void {
  if (!event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const from = focusedRunId();
  if (from === undefined) return;
  const extend = (): void => {
    const to = focusedRunId();
    if (to === undefined || to === from) return;
    const goesBack = selection.has(from) && selection.has(to);
    selection.toggle(from, { on: !goesBack });
    selection.toggle(to, { on: true });
  };
  addEventListener('focusin', extend, { once: true });
  // At the ends of the list, the focus stays.
  setTimeout(() => removeEventListener('focusin', extend), longestMoveMs);
}
