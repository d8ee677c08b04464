import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileDraft } from '../../../src/app/screens/start/compile-draft.js';
import { emptyDraft, loadDraft, parseDraft, saveDraft, type StartDraft } from '../../../src/app/screens/start/draft.js';
import { optionSummaries } from '../../../src/app/screens/start/option-summaries.js';
import { clearStored, readStored, writeStored } from '../../../src/app/state/stored.js';

/** The part of Storage that the console uses; keys are own properties, as in a browser. */
function fakeStorage(limit = Infinity): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete this[key];
    },
  };
  return Object.create(methods) as Storage;
}

beforeEach(() => {
  vi.stubGlobal('localStorage', fakeStorage());
  vi.stubGlobal('sessionStorage', fakeStorage());
});
afterEach(() => vi.unstubAllGlobals());

const filled: StartDraft = {
  ...emptyDraft(),
  workflowType: 'order',
  taskQueue: 'samples',
  workflowId: 'order-1',
  idIsSuggested: false,
  args: [
    { id: 1, text: '{"id": 12345678901234567890}' },
    { id: 2, text: '"two"' },
  ],
};

describe('the draft of the start form', () => {
  it('survives a reload', () => {
    expect(saveDraft('default', filled)).toBe(true);
    expect(loadDraft('default')).toEqual(filled);
    expect(loadDraft('other')).toBeUndefined();
  });

  it('says when it does not fit', () => {
    vi.stubGlobal('localStorage', fakeStorage(1000));
    expect(saveDraft('default', { ...filled, args: [{ id: 1, text: 'x'.repeat(2000) }] })).toBe(false);
  });

  it('is checked field by field when read', () => {
    const damaged = parseDraft({
      workflowType: 5,
      args: [{ text: 'a' }, 3, {}],
      attributes: [{ type: 'NOPE', name: 'n' }],
    });
    expect(damaged).toMatchObject({
      workflowType: '',
      args: [
        { id: 1, text: 'a' },
        { id: 2, text: '' },
      ],
      attributes: [{ id: 1, name: 'n', type: 'KEYWORD', value: '' }],
    });
    expect(parseDraft('x')).toBeUndefined();
  });
});

describe('stored values', () => {
  it('are ours alone, and go all at once', () => {
    localStorage.setItem('foreign', '1');
    writeStored('a', { x: 1 });
    expect(readStored('a')).toEqual({ x: 1 });
    clearStored();
    expect(readStored('a')).toBeUndefined();
    expect(localStorage.getItem('foreign')).toBe('1');
  });

  it('are nothing where storage is blocked', () => {
    vi.stubGlobal('localStorage', undefined);
    expect(writeStored('a', 1)).toBe(false);
    expect(readStored('a')).toBeUndefined();
    expect(() => clearStored()).not.toThrow();
  });
});

describe('compileDraft', () => {
  it('sends arguments digit by digit', () => {
    const compiled = compileDraft(filled);
    expect(compiled.ok).toBe(true);
    if (!compiled.ok) return;
    const [first] = compiled.options.args;
    expect(new TextDecoder().decode(first?.payload.data ?? undefined)).toBe('{"id":12345678901234567890}');
    expect(compiled.options).toMatchObject({ taskQueue: 'samples', workflowId: 'order-1' });
  });

  it('keeps spaces that belong to an id', () => {
    const compiled = compileDraft({ ...filled, workflowId: ' spaced ' });
    expect(compiled.ok && compiled.options.workflowId).toBe(' spaced ');
  });

  it('takes a lone empty argument for none, but not one of several', () => {
    const compiled = compileDraft({ ...filled, args: [{ id: 1, text: ' ' }] });
    expect(compiled.ok && compiled.options.args).toEqual([]);
    const several = compileDraft({
      ...filled,
      args: [
        { id: 1, text: '1' },
        { id: 2, text: '' },
      ],
    });
    expect(several.ok ? {} : several.errors).toHaveProperty('argument-2');
  });

  it('names every field that is wrong', () => {
    const compiled = compileDraft({
      ...emptyDraft(),
      args: [
        { id: 1, text: '{' },
        { id: 2, text: '1' },
      ],
      executionTimeout: '1x',
      useRetry: true,
      attempts: '0',
      backoff: '0.5',
      cron: 'daily',
      memo: '[1]',
      attributes: [
        { id: 1, name: 'N', type: 'INT', value: '1.5' },
        { id: 2, name: '', type: 'TEXT', value: 'x' },
        { id: 3, name: '', type: 'TEXT', value: '' },
      ],
    });
    expect(compiled.ok ? [] : Object.keys(compiled.errors).sort()).toEqual(
      [
        'argument-1',
        'attempts',
        'attribute-1',
        'attribute-2',
        'backoff',
        'cron',
        'executionTimeout',
        'memo',
        'taskQueue',
        'workflowId',
        'workflowType',
      ].sort(),
    );
  });

  it('reads search attributes by their type', () => {
    const compiled = compileDraft({
      ...filled,
      attributes: [
        { id: 1, name: 'I', type: 'INT', value: '3' },
        { id: 2, name: 'B', type: 'BOOL', value: 'true' },
        { id: 3, name: 'D', type: 'DATETIME', value: '2026-11-20T12:00:00Z' },
        { id: 4, name: 'L', type: 'KEYWORD_LIST', value: 'a, b' },
      ],
    });
    expect(compiled.ok && compiled.options.typedSearchAttributes).toEqual([
      { key: { name: 'I', type: 'INT' }, value: 3 },
      { key: { name: 'B', type: 'BOOL' }, value: true },
      { key: { name: 'D', type: 'DATETIME' }, value: new Date('2026-11-20T12:00:00Z') },
      { key: { name: 'L', type: 'KEYWORD_LIST' }, value: ['a', 'b'] },
    ]);
  });
});

describe('optionSummaries', () => {
  it('says what is set, and nothing for what is not', () => {
    const summaries = optionSummaries({
      ...filled,
      runTimeout: '1h',
      useRetry: true,
      attempts: '5',
      memo: '{"team":"ops"}',
    });
    expect(summaries).toMatchObject({
      timeouts: 'run 1h',
      retry: '5 attempts · 1s ×2',
      memo: 'team',
      cron: '',
      ids: '',
    });
  });
});
