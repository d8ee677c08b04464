import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '../../../../src/app/sign-in/moment.js';
import { SignInError } from '../../../../src/app/sign-in/sign-in-error.js';
import { TokenKeeper, type Tokens } from '../../../../src/app/sign-in/token-keeper.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function tokens(number: number, expiresIn = 300): Tokens {
  return { bearer: `bearer-${number}`, refreshToken: `refresh-${number}`, expiresIn, since: now() };
}

/** A keeper of a first token, whose provider issues numbered ones; each answer is as `answer` says. */
function keep(first: Tokens, answer: (number: number) => Tokens | Promise<Tokens> = (number) => tokens(number)) {
  const asked: string[] = [];
  const ended: SignInError[] = [];
  const troubles: (string | undefined)[] = [];
  let isLast = false;
  const keeper = new TokenKeeper(first, {
    renew: async (refreshToken) => {
      asked.push(refreshToken);
      return answer(asked.length + 1);
    },
    onlast: () => (isLast = true),
    onend: (error) => ended.push(error),
    ontrouble: (error) => troubles.push(error?.kind),
  });
  return { keeper, asked, ended, troubles, isLast: () => isLast };
}

describe('a token', () => {
  it('is given out as long as it is fresh, without asking the provider', async () => {
    const { keeper, asked } = keep(tokens(1));
    vi.advanceTimersByTime(200_000);
    expect(await keeper.token()).toBe('bearer-1');
    expect(asked).toEqual([]);
  });

  it('is renewed before it ends, while calls still go with the old one', async () => {
    const { keeper, asked } = keep(tokens(1));
    vi.advanceTimersByTime(250_000);
    expect(await keeper.token()).toBe('bearer-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(await keeper.token()).toBe('bearer-2');
    expect(asked).toEqual(['refresh-1']);
  });

  it('is renewed once, however many calls ask, and each next time with the newest refresh token', async () => {
    const { keeper, asked } = keep(tokens(1));
    vi.advanceTimersByTime(301_000);
    const given = await Promise.all(Array.from({ length: 50 }, () => keeper.token()));
    expect(new Set(given)).toEqual(new Set(['bearer-2']));
    vi.advanceTimersByTime(301_000);
    expect(await Promise.all([keeper.token(), keeper.token()])).toEqual(['bearer-3', 'bearer-3']);
    expect(asked).toEqual(['refresh-1', 'refresh-2']);
  });

  it('is given out once for every call where it lives shorter than it takes', async () => {
    const { keeper, asked } = keep(tokens(1, 0.5), (number) => tokens(number, 0.5));
    expect(await keeper.token()).toBe('bearer-2');
    expect(await keeper.token()).toBe('bearer-3');
    expect(asked).toHaveLength(2);
  });

  it('keeps its refresh token where the provider does not rotate them', async () => {
    const { keeper, asked } = keep(tokens(1), (number) => ({ ...tokens(number), refreshToken: undefined }));
    vi.advanceTimersByTime(301_000);
    await keeper.token();
    vi.advanceTimersByTime(301_000);
    expect(await keeper.token()).toBe('bearer-3');
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
  });

  it('ends by the clock of the device too, which goes on while it sleeps', async () => {
    const { keeper } = keep(tokens(1));
    vi.setSystemTime(Date.now() + 301_000);
    expect(await keeper.token()).toBe('bearer-2');
  });
});

describe('a provider that does not answer', () => {
  it('leaves the old token as long as that is good, is asked ever more rarely, and loses nobody who waits', async () => {
    let isUp = false;
    const { keeper, asked, troubles, ended } = keep(tokens(1), (number) => {
      if (!isUp) throw new SignInError('unreachable');
      return tokens(number);
    });
    vi.advanceTimersByTime(250_000);
    expect(await keeper.token()).toBe('bearer-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(await keeper.token()).toBe('bearer-1');
    expect(asked).toHaveLength(1);
    expect(troubles).toEqual(['unreachable']);

    vi.advanceTimersByTime(60_000);
    const waiting = [keeper.token(), keeper.token()];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBeLessThan(10);
    isUp = true;
    await vi.advanceTimersByTimeAsync(30_000);
    const [one, other] = await Promise.all(waiting);
    expect(one).toBe(other);
    expect(troubles.at(-1)).toBeUndefined();
    expect(ended).toEqual([]);
  });
});

describe('a refresh token that is worth nothing any more', () => {
  it('ends the sign-in when the token ends, once, with the reason', async () => {
    const { keeper, asked, ended, isLast } = keep(tokens(1), () => {
      throw new SignInError('refused', 'grant request is invalid');
    });
    vi.advanceTimersByTime(250_000);
    expect(isLast()).toBe(false);
    expect(await keeper.token()).toBe('bearer-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(isLast()).toBe(true);
    expect(await keeper.token()).toBe('bearer-1');
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(60_000);
    await expect(keeper.token()).rejects.toMatchObject({ kind: 'ended' });
    await expect(keeper.token()).rejects.toMatchObject({ kind: 'ended' });
    expect(asked).toHaveLength(1);
    expect(ended).toHaveLength(1);
    keeper.replace(tokens(7));
    expect(await keeper.token()).toBe('bearer-7');
  });

  it('ends the sign-in at once when the token has ended already', async () => {
    const { keeper, ended } = keep(tokens(1), () => {
      throw new SignInError('refused', 'grant request is invalid');
    });
    vi.advanceTimersByTime(301_000);
    await expect(Promise.all([keeper.token(), keeper.token()])).rejects.toMatchObject({
      kind: 'ended',
      reason: 'grant request is invalid',
    });
    expect(ended).toHaveLength(1);
  });

  it('and none at all: the sign-in ends with the token', async () => {
    const { keeper, ended } = keep({ ...tokens(1), refreshToken: undefined });
    vi.advanceTimersByTime(299_000);
    expect(await keeper.token()).toBe('bearer-1');
    vi.advanceTimersByTime(2_000);
    await expect(keeper.token()).rejects.toMatchObject({ kind: 'ended' });
    expect(ended).toHaveLength(1);
  });
});

describe('a token that a server refuses', () => {
  it('is replaced once, and its successor only after a minute', async () => {
    const { keeper, asked } = keep(tokens(1));
    keeper.refused('bearer-1');
    expect(await Promise.all([keeper.token(), keeper.token()])).toEqual(['bearer-2', 'bearer-2']);
    keeper.refused('bearer-2');
    expect(await keeper.token()).toBe('bearer-2');
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(61_000);
    keeper.refused('bearer-2');
    expect(await keeper.token()).toBe('bearer-3');
  });

  it('says nothing about its successor', async () => {
    const { keeper, asked } = keep(tokens(1));
    vi.advanceTimersByTime(301_000);
    await keeper.token();
    keeper.refused('bearer-1');
    expect(await keeper.token()).toBe('bearer-2');
    expect(asked).toHaveLength(1);
  });
});

describe('wiping', () => {
  it('leaves nothing, also of a renewal that is under way', async () => {
    let answer: (tokens: Tokens) => void = () => undefined;
    const { keeper, ended } = keep(tokens(1), () => new Promise<Tokens>((resolve) => (answer = resolve)));
    vi.advanceTimersByTime(301_000);
    const waiting = keeper.token();
    await vi.advanceTimersByTimeAsync(0);
    expect(keeper.wipe()).toEqual({ refreshToken: 'refresh-1' });
    answer(tokens(2));
    await expect(waiting).rejects.toMatchObject({ kind: 'signed-out' });
    await expect(keeper.token()).rejects.toMatchObject({ kind: 'signed-out' });
    expect(ended).toEqual([]);
    expect(JSON.stringify(keeper)).toBe('{}');
  });
});
