import { describe, expect, it } from 'vitest';
import {
  isCharacterKey,
  keyNames,
  type KeyPress,
  matchStrokes,
  parseKeys,
  strokeOf,
} from '../../../src/app/state/key-strokes.js';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});
const offers = [
  { id: 'palette', keys: 'mod+k' },
  { id: 'help', keys: '?' },
  { id: 'workflows', keys: 'g w' },
  { id: 'settings', keys: 'g s' },
  { id: 'refresh', keys: 'r' },
  { id: 'reset', keys: 'shift+r' },
];
const found = (...presses: readonly KeyPress[]) => {
  const match = matchStrokes(
    offers,
    presses.map((one) => strokeOf(one, false)!),
  );
  return match.kind === 'found' ? match.found.id : match.kind;
};

describe('keys of commands', () => {
  it('are parsed stroke by stroke', () => {
    expect(parseKeys('mod+shift+k')).toEqual([{ key: 'k', mod: true, alt: false, shift: true }]);
    expect(parseKeys('g w')).toHaveLength(2);
    expect(parseKeys('mod++')).toEqual([{ key: '+', mod: true, alt: false, shift: undefined }]);
    expect(parseKeys('+')).toEqual([{ key: '+', mod: false, alt: false, shift: undefined }]);
  });

  it('match with exactly their modifiers', () => {
    expect(found(press('k', { ctrlKey: true }))).toBe('palette');
    expect(found(press('k'))).toBe('none');
    expect(found(press('k', { ctrlKey: true, shiftKey: true }))).toBe('none');
    expect(found(press('r'))).toBe('refresh');
    expect(found(press('R', { shiftKey: true }))).toBe('reset');
    expect(found(press('r', { ctrlKey: true }))).toBe('none');
  });

  it('know a sign on any keyboard, with or without shift', () => {
    expect(found(press('?', { shiftKey: true, code: 'Slash' }))).toBe('help');
    expect(found(press('?', { code: 'Comma' }))).toBe('help');
    expect(found(press('?', { altKey: true, code: 'Minus' }))).toBe('help');
    expect(found(press('?', { ctrlKey: true, code: 'Slash' }))).toBe('none');
  });

  it('begin, and are found when complete', () => {
    expect(found(press('g'))).toBe('begun');
    expect(found(press('g'), press('w'))).toBe('workflows');
    expect(found(press('g'), press('x'))).toBe('none');
  });

  it('are those printed on the key under another alphabet', () => {
    expect(found(press('п', { code: 'KeyG' }), press('ц', { code: 'KeyW' }))).toBe('workflows');
    expect(found(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('palette');
  });

  it('are nothing while only a modifier is down, or with the other modifier', () => {
    expect(strokeOf(press('Shift', { shiftKey: true }), false)).toBeUndefined();
    expect(strokeOf(press('k', { metaKey: true }), false)).toBeUndefined();
    expect(strokeOf(press('k', { metaKey: true }), true)).toMatchObject({ key: 'k', mod: true });
    expect(strokeOf(press('Dead'), false)).toBeUndefined();
  });

  it('count as character keys without a modifier', () => {
    expect(['?', 'g w', 'shift+r', 'mod+k', 'alt+1', 'escape'].map(isCharacterKey)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('are named as printed on the keys', () => {
    expect(keyNames('mod+k', true)).toEqual(['⌘K']);
    expect(keyNames('mod+shift+enter', false)).toEqual(['Ctrl Shift Enter']);
    expect(keyNames('g w', false)).toEqual(['G', 'W']);
    expect(keyNames('?', false)).toEqual(['?']);
  });
});
