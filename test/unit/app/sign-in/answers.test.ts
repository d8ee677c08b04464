import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerIn, consoleUrl } from '../../../../src/app/sign-in/sign-in-answer.js';
import { leaveNote, ownHash, type SignInNote, takeNote } from '../../../../src/app/sign-in/sign-in-note.js';

describe('where a provider sends people back to', () => {
  it.each([
    ['https://host/', 'https://host/'],
    ['https://host/index.html#/namespaces/a/workflows', 'https://host/'],
    ['https://host/deep/er/?x=1#/', 'https://host/deep/er/'],
    ['https://host/deep/er/index.html', 'https://host/deep/er/'],
  ])('is the folder of %s', (address, folder) => expect(consoleUrl(address)).toBe(folder));
});

describe('an answer', () => {
  it.each(['https://host/a/#code=c&state=s&iss=i', 'https://host/a/?code=c&state=s&iss=i'])('is read from %s', (url) =>
    expect(Object.fromEntries(answerIn(url)!)).toEqual({ code: 'c', state: 's', iss: 'i' }),
  );
  it('may be a refusal', () =>
    expect(answerIn('https://host/#error=access_denied&state=s')?.get('error')).toBe('access_denied'));
  it.each([
    'https://host/',
    'https://host/#/namespaces/a/workflows?code=c&state=s',
    'https://host/#code=c',
    'https://host/?state=s',
  ])('is none in %s', (url) => expect(answerIn(url)).toBeUndefined());
});

describe('the page to go back to', () => {
  it.each(['#/', '#/namespaces/a/workflows/b?query=c', '#/settings'])('is %s', (hash) =>
    expect(ownHash(hash)).toBe(hash),
  );
  it.each(['', 'https://evil.example', '//evil.example', '#//evil.example', 'javascript:alert(1)', '#code=c', '/x'])(
    'is never %j',
    (hash) => expect(ownHash(hash)).toBe('#/'),
  );
});

describe('what has to be known again', () => {
  const note: SignInNote = {
    state: 's',
    nonce: 'n',
    verifier: 'v',
    provider: 'Company',
    address: 'https://proxy',
    namespace: 'default',
    hash: '#/settings',
    silent: false,
    at: 1_000,
  };
  const values = new Map<string, string>();
  beforeEach(() => {
    values.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('is read once, and gone then', () => {
    expect(leaveNote(note)).toBe(true);
    expect(takeNote(2_000)).toEqual(note);
    expect(values.size).toBe(0);
    expect(takeNote(2_000)).toBeUndefined();
  });

  it('is gone too when it is too old, or none', () => {
    leaveNote(note);
    expect(takeNote(2 * 3_600_000)).toBeUndefined();
    values.set('temporal-console:sign-in', JSON.stringify({ ...note, verifier: 5 }));
    expect(takeNote(2_000)).toBeUndefined();
    expect(values.size).toBe(0);
  });

  it('leads to no other page, whatever stands in it', () => {
    leaveNote({ ...note, hash: 'https://evil.example' });
    expect(takeNote(2_000)?.hash).toBe('#/');
  });
});
