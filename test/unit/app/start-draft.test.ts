import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  emptyPayload,
  jsonDraft,
  type NamedPayloadDraft,
} from '../../../src/app/components/payload-input/payload-draft.js';
import { compileDraft } from '../../../src/app/screens/start/compile/compile-draft.js';
import { emptyDraft, loadDraft, parseDraft, saveDraft, type StartDraft } from '../../../src/app/screens/start/draft.js';
import { optionSummaries } from '../../../src/app/screens/start/option-summaries.js';
import { clearStored } from '../../../src/app/state/clear-stored.js';
import { readStored, writeStored } from '../../../src/app/state/stored.js';

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

const text = (data: Uint8Array | undefined) => new TextDecoder().decode(data);
const named = (id: number, name: string, value: string): NamedPayloadDraft => ({ ...jsonDraft(id, value), name });

const filled: StartDraft = {
  ...emptyDraft(),
  workflowType: 'order',
  taskQueue: 'samples',
  workflowId: 'order-1',
  idIsSuggested: false,
  args: [jsonDraft(1, '{"id": 12345678901234567890}'), jsonDraft(2, '"two"')],
};

describe('the draft of the start form', () => {
  it('survives a reload, files too', () => {
    const draft: StartDraft = {
      ...filled,
      mode: 'update',
      attach: true,
      args: [
        ...filled.args,
        {
          ...emptyPayload(3),
          kind: 'file',
          fileAs: 'binary',
          file: { name: 'a.bin', data: new Uint8Array([0, 255, 7]) },
        },
      ],
      memo: [named(1, 'team', '"ops"')],
      updateArgs: [jsonDraft(1, '2')],
      attributes: [{ id: 1, name: 'N', type: 'INT', value: '3' }],
    };
    expect(saveDraft('default', draft)).toBe(true);
    expect(loadDraft('default')).toEqual(draft);
    expect(loadDraft('other')).toBeUndefined();
  });

  it('says when it does not fit, and keeps all but the large values', () => {
    vi.stubGlobal('localStorage', fakeStorage(5000));
    const draft = { ...filled, args: [jsonDraft(1, 'x'.repeat(200_000)), jsonDraft(2, '2')] };
    expect(saveDraft('default', draft)).toBe(false);
    expect(loadDraft('default')).toEqual({ ...draft, args: [jsonDraft(1, ''), jsonDraft(2, '2')] });
  });

  it('is checked field by field when read', () => {
    const damaged = parseDraft({
      workflowType: 5,
      mode: 'x',
      args: [{ text: 'a' }, 3, { kind: 'nope', file: 3, metadata: [{ key: 5 }, 'x'] }],
      memo: [{ name: 4 }],
      attributes: [{ type: 'NOPE', name: 'n' }],
    });
    expect(damaged).toMatchObject({
      workflowType: '',
      mode: 'start',
      args: [jsonDraft(1, 'a'), { ...jsonDraft(2, ''), metadata: [{ id: 1, key: '', value: '' }] }],
      memo: [named(1, '', '')],
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
    const { call, errors } = compileDraft(filled);
    expect(errors).toEqual({});
    expect(text(call.args[0]?.data)).toBe('{"id":12345678901234567890}');
    expect(call).toMatchObject({ taskQueue: 'samples', workflowId: 'order-1', workflowType: 'order' });
  });

  it('keeps spaces that belong to an id', () => {
    expect(compileDraft({ ...filled, workflowId: ' spaced ' }).call.workflowId).toBe(' spaced ');
  });

  it('takes a lone empty argument for none, but not one of several', () => {
    expect(compileDraft({ ...filled, args: [jsonDraft(1, ' ')] }).call.args).toEqual([]);
    const several = compileDraft({ ...filled, args: [jsonDraft(1, '1'), jsonDraft(2, '')] });
    expect(several.errors).toHaveProperty('args-2');
  });

  it('reads every option', () => {
    const { call, errors } = compileDraft({
      ...filled,
      executionTimeout: '1h',
      runTimeout: '30m',
      taskTimeout: '5s',
      startDelay: '1m 30s',
      useRetry: true,
      attempts: '5',
      initialInterval: '2s',
      backoff: '1.5',
      maximumInterval: '1m',
      nonRetryable: 'A, B ,',
      reusePolicy: 'REJECT_DUPLICATE',
      conflictPolicy: 'USE_EXISTING',
      attach: true,
      memo: [named(1, 'team', '"ops"'), named(2, '', '')],
      headers: [named(1, 'h', '1')],
      attributes: [{ id: 1, name: 'CustomerId', type: 'KEYWORD', value: 'c-42' }],
      priorityKey: '2',
      fairnessKey: 'c-42',
      fairnessWeight: '0.5',
      versioning: 'PINNED',
      deploymentName: 'orders',
      buildId: '1.2',
      summary: ' **s** ',
      details: 'd',
    });
    expect(errors).toEqual({});
    expect(call).toMatchObject({
      executionTimeoutMs: 3_600_000,
      runTimeoutMs: 1_800_000,
      taskTimeoutMs: 5000,
      startDelayMs: 90_000,
      retry: {
        maximumAttempts: 5,
        initialIntervalMs: 2000,
        backoffCoefficient: 1.5,
        maximumIntervalMs: 60_000,
        nonRetryableErrorTypes: ['A', 'B'],
      },
      reusePolicy: 'REJECT_DUPLICATE',
      conflictPolicy: 'USE_EXISTING',
      attach: true,
      attributes: [{ key: { name: 'CustomerId', type: 'KEYWORD' }, value: 'c-42' }],
      priority: { priorityKey: 2, fairnessKey: 'c-42', fairnessWeight: 0.5 },
      versioning: { pinnedTo: { deploymentName: 'orders', buildId: '1.2' } },
      summary: '**s**',
      details: 'd',
    });
    expect(Object.keys(call.memo ?? {})).toEqual(['team']);
    expect(text(call.headers?.['h']?.data)).toBe('1');
  });

  it('names every field that is wrong', () => {
    const { errors } = compileDraft({
      ...emptyDraft(),
      args: [jsonDraft(1, '{'), jsonDraft(2, '1')],
      executionTimeout: '1x',
      runTimeout: '5 months',
      useRetry: true,
      attempts: '0',
      backoff: '0.5',
      initialInterval: '10s',
      maximumInterval: '1s',
      cron: 'daily',
      memo: [named(1, '', '1'), named(2, 'a', '{'), named(3, 'b', '1'), named(4, 'b', '2')],
      headers: [named(1, 'x', '')],
      attributes: [
        { id: 1, name: 'N', type: 'INT', value: '1.5' },
        { id: 2, name: '', type: 'TEXT', value: 'x' },
        { id: 3, name: '', type: 'TEXT', value: '' },
        { id: 4, name: 'D', type: 'DATETIME', value: '5' },
        { id: 5, name: 'T', type: 'TEXT', value: '5' },
        { id: 6, name: 'T', type: 'TEXT', value: '6' },
      ],
      priorityKey: '1.5',
      fairnessKey: 'ä'.repeat(33),
      fairnessWeight: '-1',
      versioning: 'PINNED',
    });
    expect(Object.keys(errors).sort()).toEqual(
      [
        'args-1',
        'attempts',
        'attributes-1',
        'attributes-2',
        'attributes-4',
        'attributes-6',
        'backoff',
        'buildId',
        'cron',
        'deploymentName',
        'executionTimeout',
        'fairnessKey',
        'fairnessWeight',
        'headers-1',
        'maximumInterval',
        'memo-1',
        'memo-2',
        'memo-4',
        'priorityKey',
        'runTimeout',
        'taskQueue',
        'workflowId',
        'workflowType',
      ].sort(),
    );
  });

  it('reads search attributes by their type', () => {
    const { call } = compileDraft({
      ...filled,
      attributes: [
        { id: 1, name: 'I', type: 'INT', value: '3' },
        { id: 2, name: 'B', type: 'BOOL', value: 'true' },
        { id: 3, name: 'D', type: 'DATETIME', value: '2026-11-20T12:00:00Z' },
        { id: 4, name: 'L', type: 'KEYWORD_LIST', value: 'a, b' },
        { id: 5, name: 'C', type: 'KEYWORD_LIST', value: '["a, b"]' },
        { id: 6, name: 'F', type: 'DOUBLE', value: '1e3' },
      ],
    });
    expect(call.attributes).toEqual([
      { key: { name: 'I', type: 'INT' }, value: 3 },
      { key: { name: 'B', type: 'BOOL' }, value: true },
      { key: { name: 'D', type: 'DATETIME' }, value: new Date('2026-11-20T12:00:00Z') },
      { key: { name: 'L', type: 'KEYWORD_LIST' }, value: ['a', 'b'] },
      { key: { name: 'C', type: 'KEYWORD_LIST' }, value: ['a, b'] },
      { key: { name: 'F', type: 'DOUBLE' }, value: 1000 },
    ]);
  });
});

describe('compileDraft of what goes with a start', () => {
  it('takes signal or update only in their mode', () => {
    const both = { ...filled, signalName: 's', updateName: 'u', conflictPolicy: 'USE_EXISTING', attach: true };
    expect(compileDraft({ ...both, mode: 'start' }).call).not.toHaveProperty('signal');
    expect(compileDraft({ ...both, mode: 'signal' }).call).toMatchObject({ signal: { name: 's' }, attach: false });
    expect(compileDraft({ ...both, mode: 'update', updateId: ' u-1 ', waitForStage: 'ACCEPTED' }).call).toMatchObject({
      update: { name: 'u', updateId: 'u-1', waitForStage: 'ACCEPTED' },
    });
  });

  it.each([
    [{ mode: 'signal' }, 'signalName'],
    [{ mode: 'update', conflictPolicy: 'FAIL' }, 'updateName'],
    [{ mode: 'update', updateName: 'u' }, 'conflictPolicy'],
    [{ mode: 'update', updateName: 'u', conflictPolicy: 'FAIL', cron: '@daily' }, 'cron'],
    [{ mode: 'update', updateName: 'u', conflictPolicy: 'FAIL', startDelay: '1s' }, 'startDelay'],
    [{ mode: 'signal', signalName: 's', conflictPolicy: 'FAIL' }, 'conflictPolicy'],
    [{ cron: '@daily', startDelay: '1s' }, 'startDelay'],
    [{ conflictPolicy: 'TERMINATE_EXISTING', reusePolicy: 'REJECT_DUPLICATE' }, 'reusePolicy'],
  ] as [Partial<StartDraft>, string][])('refuses before the server does: %j', (change, field) => {
    expect(Object.keys(compileDraft({ ...filled, ...change }).errors)).toEqual([field]);
  });
});

describe('optionSummaries', () => {
  it('says what is set, and nothing for what is not', () => {
    const summaries = optionSummaries({
      ...filled,
      runTimeout: '1h',
      useRetry: true,
      attempts: '5',
      memo: [named(1, 'team', '"ops"'), named(2, 'n', '1')],
      conflictPolicy: 'USE_EXISTING',
      reusePolicy: 'REJECT_DUPLICATE',
      priorityKey: '1',
      versioning: 'PINNED',
      deploymentName: 'orders',
      buildId: '1',
    });
    expect(summaries).toEqual({
      timeouts: 'run 1h',
      retry: '5 attempts · 1s ×2',
      ids: 'Use the running one · after close: refuse',
      cron: '',
      memo: 'team, n',
      attributes: '',
      priority: 'priority 1',
      versioning: 'pinned to orders:1',
      about: '',
      headers: '',
    });
    expect(new Set(Object.values(optionSummaries(emptyDraft())))).toEqual(new Set(['']));
  });
});
