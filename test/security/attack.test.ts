import { describe, expect, it } from 'vitest';
import { problemsOf } from './attack.js';
import type { Answer } from './caller.js';
import { type Row, table } from './table.js';

const refusal = {
  ok: false,
  code: 'PERMISSION_DENIED',
  transport: undefined,
  title: 'You may not do this.',
  hint: '',
  detail: 'Your roles do not allow this call.',
  retryable: false,
} satisfies Answer;
const expected = { code: 'PERMISSION_DENIED', words: 'Your roles do not allow' } as const;

describe('an attack passes', () => {
  it('when the refusal is the right one, in words', () => {
    expect(problemsOf(refusal, expected)).toEqual([]);
    expect(problemsOf({ ok: true, text: 'nothing arrived' }, { passes: 'nothing arrived' })).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['was let through', { ok: true, text: 'OK' }],
    ['was refused with another code', { ...refusal, code: 'UNAVAILABLE' }],
    ['came without a gRPC status', { ...refusal, transport: 'http 403' }],
    ['was refused for another reason', { ...refusal, detail: 'Sign in.' }],
    ['may be tried again', { ...refusal, retryable: true }],
    ['has no words', { ...refusal, title: 'PERMISSION_DENIED' }],
  ])('not when it %s', (_, answer) => {
    expect(problemsOf(answer, expected)).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['was refused', refusal],
    ['did harm', { ok: true, text: 'caller-type arrived' }],
  ])('not when it should come to nothing, and %s', (_, answer) => {
    expect(problemsOf(answer, { passes: 'nothing arrived' })).toHaveLength(1);
  });
});

describe('the table', () => {
  const row: Row = { variant: 'One', attack: 'a|b', by: 'page', expected: 'x', got: 'y', isRight: true };

  it('has a part for each variant, and shows what is wrong', () => {
    expect(table([row, { ...row, variant: 'Two', isRight: false }]).split('\n')).toEqual([
      '### One',
      '',
      '|  | Attack | By | Expected | Got |',
      '| --- | --- | --- | --- | --- |',
      '| ✓ | a\\|b | page | x | y |',
      '',
      '### Two',
      '',
      '|  | Attack | By | Expected | Got |',
      '| --- | --- | --- | --- | --- |',
      '| ✗ | a\\|b | page | x | y |',
    ]);
  });

  it('has no tokens in it', () => {
    expect(table([{ ...row, got: 'unknown method X?token=eyJhbGciOi.eyJzdWIi.c2ln' }])).toContain('X?token=… |');
  });
});
