import { type Command, commands } from '../state/commands.svelte.js';
import { overlays } from '../state/overlays.svelte.js';
import { preferences } from '../state/preferences.svelte.js';
import { router } from '../state/router.svelte.js';
import { isCharacterKey, matchStrokes, type Stroke, strokeOf } from '../state/key-strokes.js';

/** How long the second key of a sequence may take. */
const sequenceMs = 1500;

/** Runs a Command, wherever it was chosen. */
export function runCommand(command: Command): void {
  if (command.run) command.run();
  else if (command.href) router.go(command.href);
}

/**
 * The one listener for keys of commands. Returns what takes it away.
 *
 * Nothing fires while a person types, behind a dialog or in an open menu, and nothing that somebody else has handled.
 */
export function listenToKeys(): () => void {
  let pressed: Stroke[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const forget = (): void => {
    clearTimeout(timer);
    pressed = [];
  };

  const onkeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat || isModal()) {
      forget();
      return;
    }
    const stroke = strokeOf(event);
    if (!stroke) return;
    const isTyping = typesInto(event.composedPath()[0]) || isInPopover(event.composedPath()[0]);
    if (isTyping && !stroke.mod) {
      forget();
      return;
    }
    const offers = commands.all.filter(({ keys }) => keys && (preferences.characterKeys || !isCharacterKey(keys)));
    let match = matchStrokes(offers, [...pressed, stroke]);
    // A sequence that leads nowhere is forgotten, and its last key may begin another.
    if (match.kind === 'none' && pressed.length > 0) {
      forget();
      match = matchStrokes(offers, [stroke]);
    }
    if (match.kind === 'begun') {
      pressed = [...pressed, stroke];
      clearTimeout(timer);
      timer = setTimeout(forget, sequenceMs);
    } else forget();
    // What a list or an editor handles itself is only listed for the help.
    if (match.kind === 'found' && !match.found.helpOnly) {
      event.preventDefault();
      runCommand(match.found);
    }
  };

  addEventListener('keydown', onkeydown);
  return () => {
    forget();
    removeEventListener('keydown', onkeydown);
  };
}

/** Or is on its way: what somebody types for the palette before it has loaded must not end a run. */
function isModal(): boolean {
  return overlays.open !== undefined || document.querySelector('dialog:modal') !== null;
}

function isInPopover(target: EventTarget | undefined): boolean {
  return target instanceof Element && target.closest('[popover]:popover-open') !== null;
}

/** Whether keys write into it. The first of the composed path, so that it is found in shadow roots too. */
export function typesInto(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return !/^(button|checkbox|color|file|image|radio|range|reset|submit)$/.test(target.type);
  }
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable ||
    target.getAttribute('role') === 'textbox'
  );
}
