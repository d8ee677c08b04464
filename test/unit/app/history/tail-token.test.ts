import { describe, expect, it } from 'vitest';
import { tailOf } from '../../../../src/live/tail-token.js';

const runId = '01a222a2-63e6-76c3-9eac-efb368cfd298';
const text = (value: string) => [...new TextEncoder().encode(value)];
const bytes = (field: number, value: number[]) => [(field << 3) | 2, value.length, ...value];
const token = ({ next = [0x80 | 22, 1], running = 1, id = runId } = {}) =>
  new Uint8Array([
    ...bytes(1, text(id)),
    ...[0x10, 1],
    ...[0x18, ...next],
    ...(running ? [0x28, running] : []),
    ...bytes(6, [1, 2, 3]),
    ...bytes(8, [4, 5]),
    ...bytes(10, []),
  ]);

describe('tailOf', () => {
  it('leaves out the place among the pages and nothing else', () => {
    const tail = tailOf(token(), runId);
    expect(tail?.nextEventId).toBe(150);
    const whole = [...token()];
    const at = whole.indexOf((6 << 3) | 2, 2 + runId.length);
    expect([...(tail?.token ?? [])]).toEqual([...whole.slice(0, at), ...whole.slice(at + 5)]);
  });

  it.each([
    ['none', undefined],
    ['of a closed run', token({ running: 0 })],
    ['of another run', token({ id: runId.replace('0', '1') })],
    ['in JSON, as servers had it once', new TextEncoder().encode('{"RunId":"x","NextEventId":5}')],
    ['cut off', token().subarray(0, -4)],
    ['without the length', token({ next: [0] })],
    ['with a number that never ends', new Uint8Array([0x18, ...Array.from({ length: 20 }, () => 0xff)])],
  ])('gives nothing for a token %s', (_, value) => {
    expect(tailOf(value, runId)).toBeUndefined();
  });
});
