/**
 * Keys of commands: `mod+k`, `shift+r`, `?`, `g w` (one after the other). `mod` is ⌘ on Apple's systems and Ctrl
 * elsewhere. All of it is pure, so that what a key press means can be tested without a page.
 */

/** One press of a key. */
export interface Stroke {
  key: string;
  mod: boolean;
  alt: boolean;
  /** None for signs such as `?`, which need the shift key on some keyboards and not on others. */
  shift: boolean | undefined;
}

/** The part of a KeyboardEvent that is read. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export const isApple = typeof navigator !== 'undefined' && /^(Mac|iP)/.test(navigator.platform);

export function parseKeys(keys: string): Stroke[] {
  return keys
    .trim()
    .split(/\s+/)
    .map((text) => {
      // A plus at the end is the key itself.
      const parts = text.length > 1 && text.endsWith('+') ? [...text.slice(0, -2).split('+'), '+'] : text.split('+');
      const key = (parts.at(-1) || '+').toLowerCase();
      const has = (name: string) => parts.slice(0, -1).includes(name);
      return { key, mod: has('mod'), alt: has('alt'), shift: isSign(key) ? undefined : has('shift') };
    });
}

/** Signs are written by different keys on different keyboards; letters, digits and named keys are not. */
function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
}

/** The press as a Stroke. Undefined while only a modifier is down, and for chords of the system. */
export function strokeOf(press: KeyPress, apple = isApple): Stroke | undefined {
  if (/^(Shift|Control|Alt|Meta|AltGraph|CapsLock|Dead|Process|Unidentified)$/.test(press.key)) return undefined;
  const [mod, other] = apple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (other) return undefined;
  return { key: keyOf(press), mod, alt: press.altKey, shift: press.shiftKey };
}

/** The letter that is printed on the key in Latin where the keyboard writes another alphabet. */
function keyOf({ key, code }: KeyPress): string {
  const lower = key.toLowerCase();
  // eslint-disable-next-line no-control-regex -- the range of ASCII is what is meant
  if (lower.length !== 1 || /[\x00-\x7f]/.test(lower)) return lower;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? lower;
}

function sameStroke(wanted: Stroke, pressed: Stroke): boolean {
  return (
    wanted.key === pressed.key &&
    wanted.mod === pressed.mod &&
    // On many keyboards a sign is written with AltGr.
    (wanted.alt === pressed.alt || (wanted.shift === undefined && !wanted.mod)) &&
    (wanted.shift === undefined || wanted.shift === pressed.shift)
  );
}

export type Match<T> = { kind: 'none' } | { kind: 'begun' } | { kind: 'found'; found: T };

/** What the strokes so far mean: one of the offers, the beginning of one, or nothing. The first offer wins. */
export function matchStrokes<T extends { keys?: string | undefined }>(
  offers: readonly T[],
  pressed: readonly Stroke[],
): Match<T> {
  let begun = false;
  for (const offer of offers) {
    if (!offer.keys) continue;
    const wanted = parseKeys(offer.keys);
    if (pressed.length > wanted.length || !pressed.every((stroke, index) => sameStroke(wanted[index]!, stroke)))
      continue;
    if (pressed.length === wanted.length) return { kind: 'found', found: offer };
    begun = true;
  }
  return begun ? { kind: 'begun' } : { kind: 'none' };
}

/** Keys of one stroke without a modifier: what speech input may press by accident (WCAG 2.1.4). */
export function isCharacterKey(keys: string): boolean {
  const [first] = parseKeys(keys);
  return first !== undefined && !first.mod && !first.alt && first.key.length === 1;
}

const names: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: 'Enter',
  escape: 'Esc',
  space: 'Space',
  backspace: '⌫',
};

/** What is printed on the keys, stroke by stroke: `['⌘K']`, `['Ctrl K']`, `['G', 'W']`. */
export function keyNames(keys: string, apple = isApple): string[] {
  return parseKeys(keys).map(({ key, mod, alt, shift }) => {
    const name = names[key] ?? key.toUpperCase();
    const parts = [mod && (apple ? '⌘' : 'Ctrl'), alt && (apple ? '⌥' : 'Alt'), shift && (apple ? '⇧' : 'Shift'), name];
    return parts.filter((part) => part !== false && part !== undefined).join(apple ? '' : ' ');
  });
}
