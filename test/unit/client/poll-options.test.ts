import { describe, expect, it } from 'vitest';
import { Connection, type PollOptions } from '../../../src/client/index.js';

const address = 'https://proxy.example';
const open = (polls: unknown): Connection => Connection.lazy({ address, polls: polls as PollOptions });

describe('polls', () => {
  it.each([
    [{ slot: 3 }, 'polls.slot cannot be 3'],
    [{ slots: 0 }, 'polls.slots cannot be 0'],
    [{ slots: 2.5 }, 'polls.slots cannot be 2.5'],
    [{ slots: Infinity }, 'polls.slots cannot be Infinity'],
    [{ slots: 5e9 }, 'polls.slots cannot be 5000000000'],
    [{ slots: '3' }, 'polls.slots cannot be 3'],
    [{ visibility: 'no' }, 'polls.visibility cannot be no'],
    [{ minIntervalMs: NaN }, 'polls.minIntervalMs cannot be NaN'],
    [{ giveUpAfter: '5m' }, 'polls.giveUpAfter cannot be 5m'],
    [[2], 'polls.0 cannot be 2'],
    [3, 'polls. cannot be 3'],
    [null, 'polls. cannot be null'],
  ])('%j is refused, and told what there is', (polls, message) => {
    expect(() => open(polls)).toThrow(TypeError);
    expect(() => open(polls)).toThrow(`${message}. Options are visibility (boolean), slots (integer)`);
  });

  it.each([undefined, {}, { slots: 1, visibility: false, minIntervalMs: 1, maxIntervalMs: 2, giveUpAfterMs: 3 }])(
    '%j is taken',
    async (polls) => {
      await open(polls).close();
    },
  );
});
