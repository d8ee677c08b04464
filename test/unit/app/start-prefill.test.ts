import { describe, expect, it } from 'vitest';
import { emptyPayload, jsonDraft, type PayloadDraft } from '../../../src/app/components/payload-input/payload-draft.js';
import { compileDraft } from '../../../src/app/screens/start/compile/compile-draft.js';
import { emptyDraft, type StartDraft } from '../../../src/app/screens/start/draft.js';
import { draftLink } from '../../../src/app/screens/start/prefill/draft-link.js';
import { isPrefilled, likeOf, prefilledDraft } from '../../../src/app/screens/start/prefill/prefill.js';

const fromLink = (query: Record<string, string> | [string, string][]) => prefilledDraft(new URLSearchParams(query));
const texts = (drafts: readonly PayloadDraft[]) => drafts.map(({ kind, text }) => [kind, text]);
const named = (id: number, name: string, draft: PayloadDraft) => ({ ...draft, id, name });

function roundTrip(draft: StartDraft): StartDraft {
  const link = draftLink('my ns', draft);
  expect(link).toMatch(/^#\/namespaces\/my%20ns\/workflows\/start/);
  return prefilledDraft(new URLSearchParams(link.slice(link.indexOf('?') + 1)));
}

describe('prefilledDraft', () => {
  it('understands links of the official UI', () => {
    const query = new URLSearchParams('workflowId=w-1&taskQueue=q&workflowType=order&runId=r-1');
    expect(isPrefilled(query)).toBe(true);
    expect(likeOf(query)).toEqual({ workflowId: 'w-1', runId: 'r-1' });
    expect(prefilledDraft(query)).toMatchObject({
      workflowType: 'order',
      taskQueue: 'q',
      workflowId: '',
      idIsSuggested: true,
    });
    expect(fromLink({ workflowId: 'w-1' })).toMatchObject({ workflowId: 'w-1', idIsSuggested: false });
    expect(likeOf(new URLSearchParams('workflowId=w-1'))).toBeUndefined();
    expect(isPrefilled(new URLSearchParams('utm=1'))).toBe(false);
  });

  it('reads arguments, digit by digit', () => {
    expect(texts(fromLink({ args: '[12345678901234567890, "text", {"a": 1}, null]' }).args)).toEqual([
      ['json', '12345678901234567890'],
      ['text', 'text'],
      ['json', '{\n  "a": 1\n}'],
      ['json', 'null'],
    ]);
    expect(
      texts(
        fromLink([
          ['input', '{"a":1}'],
          ['input', 'oops'],
        ]).args,
      ),
    ).toEqual([
      ['json', '{"a":1}'],
      ['json', 'oops'],
    ]);
    expect(fromLink({ args: '[]' }).args).toEqual([]);
  });

  it('shows what cannot be read in its field, and loses none of it', () => {
    expect(texts(fromLink({ args: '{"a":1' }).args)).toEqual([['json', '{"a":1']]);
    expect(texts(fromLink({ payloads: 'nope' }).args)).toEqual([['json', 'nope']]);
    expect(texts(fromLink({ payloads: '[{"metadata":5},7]' }).args)).toEqual([
      ['json', '{"metadata":5}'],
      ['json', '7'],
    ]);
    expect(fromLink({ memo: 'x' }).memo).toMatchObject([{ name: '', text: 'x' }]);
    expect(fromLink({ searchAttributes: '[' }).attributes).toMatchObject([{ name: '', value: '[' }]);
    expect(fromLink({ retry: 'x', versioningOverride: 'x', idReusePolicy: 'x' })).toEqual(emptyDraft());
  });

  it('reads options', () => {
    expect(
      fromLink({
        type: 'order',
        cronSchedule: '@daily',
        executionTimeout: '1h',
        retry: '{"maximumAttempts":5,"initialInterval":"1s","nonRetryableErrorTypes":["A","B"]}',
        idReusePolicy: 'reject_duplicate',
        idConflictPolicy: 'USE_EXISTING',
        onAlreadyStarted: 'attach',
        searchAttributes: '{"C":"c-42","N":{"type":"INT","value":3},"L":["a","b"],"D":1.5,"B":true}',
        versioningOverride: '{"deploymentName":"orders","buildId":"1"}',
        update: 'add',
        updateArgs: '[2]',
        waitForStage: 'accepted',
      }),
    ).toMatchObject({
      mode: 'update',
      workflowType: 'order',
      cron: '@daily',
      executionTimeout: '1h',
      useRetry: true,
      attempts: '5',
      initialInterval: '1s',
      nonRetryable: 'A, B',
      reusePolicy: 'REJECT_DUPLICATE',
      conflictPolicy: 'USE_EXISTING',
      attach: true,
      attributes: [
        { name: 'C', type: 'KEYWORD', value: 'c-42' },
        { name: 'N', type: 'INT', value: '3' },
        { name: 'L', type: 'KEYWORD_LIST', value: '["a","b"]' },
        { name: 'D', type: 'DOUBLE', value: '1.5' },
        { name: 'B', type: 'BOOL', value: 'true' },
      ],
      versioning: 'PINNED',
      deploymentName: 'orders',
      buildId: '1',
      updateName: 'add',
      waitForStage: 'ACCEPTED',
    });
  });
});

describe('draftLink', () => {
  const full: StartDraft = {
    ...emptyDraft(),
    mode: 'signal',
    workflowType: 'a&b=c #%?"\'<é🎉',
    taskQueue: 'q+1 2',
    workflowId: ' odd/id ',
    idIsSuggested: false,
    args: [
      jsonDraft(1, '{"big": 12345678901234567890}'),
      { ...jsonDraft(2, 'some "text"\nin lines'), kind: 'text' },
      { ...emptyPayload(3), kind: 'file', fileAs: 'binary', file: { name: 'x', data: new Uint8Array([0, 255]) } },
      { ...emptyPayload(4), kind: 'null' },
      { ...jsonDraft(5, '{"id":"1"}'), kind: 'protobuf', messageType: 'acme.Order' },
      { ...emptyPayload(6), kind: 'raw', metadata: [{ id: 1, key: 'encoding', value: 'x/y' }], data: 'AAE=' },
    ],
    signalName: 's',
    signalArgs: [jsonDraft(1, '1')],
    executionTimeout: '1h',
    runTimeout: '2h',
    taskTimeout: '3s',
    startDelay: '4s',
    useRetry: true,
    attempts: '5',
    initialInterval: '1s',
    backoff: '3',
    maximumInterval: '1m',
    nonRetryable: 'A, B',
    reusePolicy: 'REJECT_DUPLICATE',
    conflictPolicy: 'USE_EXISTING',
    cron: '',
    memo: [named(1, 'team', jsonDraft(1, '{"a": 1.50}')), named(2, 'nothing', { ...emptyPayload(), kind: 'null' })],
    headers: [named(1, 'h', { ...jsonDraft(1, 'v'), kind: 'text' })],
    attributes: [{ id: 1, name: 'CustomerId', type: 'KEYWORD', value: 'c "42"' }],
    priorityKey: '2',
    fairnessKey: 'k',
    fairnessWeight: '0.5',
    versioning: 'PINNED',
    deploymentName: 'orders',
    buildId: '1',
    summary: '**s**',
    details: 'line 1\nline 2',
  };

  it('makes a link that stands for the same call', () => {
    const sorted = (draft: StartDraft) => {
      const { call, errors } = compileDraft(draft);
      expect(errors).toEqual({});
      return { ...call, memo: Object.entries(call.memo ?? {}).sort(([a], [b]) => a.localeCompare(b)) };
    };
    expect(sorted(roundTrip(full))).toEqual(sorted(full));
    const update: StartDraft = {
      ...full,
      mode: 'update',
      startDelay: '',
      updateName: 'u',
      updateId: 'u-1',
      updateArgs: [jsonDraft(1, '2')],
      waitForStage: 'ACCEPTED',
    };
    expect(sorted(roundTrip(update))).toEqual(sorted(update));
  });

  it('leaves a suggested id to the one who opens it', () => {
    const draft = roundTrip({ ...emptyDraft(), workflowType: 'order', workflowId: 'order-1' });
    expect(draft).toMatchObject({ workflowType: 'order', workflowId: '', idIsSuggested: true });
    expect(draftLink('default', emptyDraft())).toBe('#/namespaces/default/workflows/start');
  });

  it('is readable, and hands on even what is not right yet', () => {
    const link = draftLink('default', { ...emptyDraft('q'), args: [jsonDraft(1, '{"a": 1}'), jsonDraft(2, '2')] });
    expect(decodeURIComponent(link)).toContain('args=[{"a":1},2]');
    expect(texts(roundTrip({ ...emptyDraft(), args: [jsonDraft(1, '{"a"')] }).args)).toEqual([['json', '{"a"']]);
  });
});
