import { describe, expect, it, vi } from 'vitest';
import { Client } from '../../../src/client/index.js';
import { VirtualClock } from '../../../src/testing/clock.js';
import { InMemoryServer, type WorkflowContext } from '../../../src/testing/index.js';

const settle = (): Promise<void> => Promise.resolve();

/** Notes on a clock that begins at 0 what rings, and when. */
function noting(): { clock: VirtualClock; rung: string[]; note: (name: string) => () => void } {
  const clock = new VirtualClock(0, 'manual');
  const rung: string[] = [];
  return { clock, rung, note: (name) => () => rung.push(`${name} at ${clock.now()}`) };
}

describe('a clock that stands still', () => {
  it('rings in the order of times, and of setting where times are equal', async () => {
    const { clock, rung, note } = noting();
    for (const [name, timeMs] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
      ['b3', 20],
    ] as const) {
      clock.at(timeMs, note(name));
    }
    expect(clock.next).toBe(10);
    await clock.advance(25, settle);
    expect(rung).toEqual(['a at 10', 'b1 at 20', 'b2 at 20', 'b3 at 20']);
    expect(clock.now()).toBe(25);
    await clock.advance(5, settle);
    expect(rung.at(-1)).toBe('c at 30');
  });

  it('keeps its order however many there are', async () => {
    const { clock, rung } = noting();
    const times = Array.from({ length: 500 }, (_, index) => (index * 7919) % 100);
    for (const timeMs of times) clock.at(timeMs, () => rung.push(String(timeMs)));
    await clock.advance(100, settle);
    expect(rung.map(Number)).toEqual([...times].sort((a, b) => a - b));
  });

  it('rings what is set while time passes at its time, and what is due already without moving', async () => {
    const { clock, rung, note } = noting();
    clock.at(10, () => {
      note('first')();
      clock.at(clock.now() + 5, note('second'));
      clock.at(0, note('late'));
    });
    await clock.advance(20, settle);
    expect(rung).toEqual(['first at 10', 'late at 10', 'second at 15']);
  });

  it('rings nothing that was cancelled', async () => {
    const { clock, rung, note } = noting();
    const cancel = clock.at(10, note('cancelled'));
    clock.at(10, note('kept'));
    expect(clock.pending).toBe(2);
    cancel();
    expect(clock.pending).toBe(1);
    await clock.advance(10, settle);
    expect(rung).toEqual(['kept at 10']);
    expect(clock.next).toBeUndefined();
  });

  it('waits for what each time set going before the next', async () => {
    const { clock, rung, note } = noting();
    clock.at(10, note('alarm'));
    clock.at(20, note('alarm'));
    await clock.advance(30, () => {
      note('settled')();
      return Promise.resolve();
    });
    expect(rung).toEqual([
      'settled at 0',
      'alarm at 10',
      'settled at 10',
      'alarm at 20',
      'settled at 20',
      'settled at 30',
    ]);
  });

  it('lets one time pass after the other when both are asked for at once', async () => {
    const { clock, rung, note } = noting();
    clock.at(15, note('alarm'));
    await Promise.all([clock.advance(10, settle), clock.advance(10, settle)]);
    expect(rung).toEqual(['alarm at 15']);
    expect(clock.now()).toBe(20);
  });

  it.each([-1, NaN])('refuses to go back: %d', async (ms) => {
    const { clock } = noting();
    await expect(clock.advance(ms, settle)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(0);
  });

  it('goes on after an alarm that throws', async () => {
    const { clock, rung, note } = noting();
    clock.at(10, () => {
      throw new Error('broken');
    });
    clock.at(20, note('next'));
    await expect(clock.advance(30, settle)).rejects.toThrow('broken');
    await clock.advance(30, settle);
    expect(rung).toEqual(['next at 20']);
  });

  it('rings nothing more once it is stopped, not even what is set later', async () => {
    const { clock, rung, note } = noting();
    clock.at(10, note('before'));
    clock.stop();
    clock.at(20, note('after'));
    await clock.advance(30, settle);
    expect(rung).toEqual([]);
  });
});

describe('a clock that follows the wall', () => {
  it('rings by itself, and sooner when it is advanced', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    try {
      const clock = new VirtualClock(0, 'real');
      const rung: number[] = [];
      for (const timeMs of [50, 3_600_000]) clock.at(timeMs, () => rung.push(timeMs));
      await vi.advanceTimersByTimeAsync(49);
      expect(rung).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(rung).toEqual([50]);
      await clock.advance(3_599_000, settle);
      expect(rung).toEqual([50]);
      // It stays ahead of the wall by what it was advanced.
      expect(clock.now()).toBe(3_599_050);
      await vi.advanceTimersByTimeAsync(950);
      expect(rung).toEqual([50, 3_600_000]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not go back when the wall does', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    try {
      const clock = new VirtualClock(500, 'real');
      vi.setSystemTime(900_000);
      expect(clock.now()).toBe(500);
    } finally {
      vi.useRealTimers();
    }
  });

  it('waits for times that are months away', async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      const clock = new VirtualClock(0, 'real');
      const rung: number[] = [];
      const farMs = 2 ** 31 + 1000;
      clock.at(farMs, () => rung.push(clock.now()));
      await vi.advanceTimersByTimeAsync(farMs - 1);
      expect(rung).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(rung).toEqual([farMs]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a server', () => {
  const workflows = {
    async twoTimers(context: WorkflowContext) {
      const order: string[] = [];
      await Promise.all([
        context.sleep('2 hours').then(() => order.push(`long ${context.now().toISOString()}`)),
        context.sleep('1 hour').then(() => order.push(`short ${context.now().toISOString()}`)),
      ]);
      return order;
    },
  };

  it('begins at the start of 2026, or where it is told to, and refuses time backwards', async () => {
    const server = new InMemoryServer();
    expect(server.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    await expect(server.advance(-1)).rejects.toThrow(RangeError);
    await expect(server.advance('-1 day')).rejects.toThrow(RangeError);
    expect(server.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    const startTime = new Date('2030-05-05T05:05:05Z');
    expect(new InMemoryServer({ startTime }).now()).toEqual(startTime);
  });

  it('lets timers of Workflows pass in their order, however long it is advanced at once', async () => {
    const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows }] });
    const client = new Client({ connection: server.connection() });
    const handle = await client.workflow.start('twoTimers', { taskQueue: 'q', workflowId: 'w' });
    await server.advance('1 year');
    expect(await handle.result()).toEqual(['short 2026-01-01T01:00:00.000Z', 'long 2026-01-01T02:00:00.000Z']);
    const { closeTime } = await handle.describe();
    expect(closeTime?.toISOString()).toBe('2026-01-01T02:00:00.000Z');
  });

  it('passes time by itself in mode real', async () => {
    const server = new InMemoryServer({ clock: 'real', workers: [{ taskQueue: 'q', workflows: { wait } }] });
    const client = new Client({ connection: server.connection() });
    expect(await client.workflow.execute('wait', { taskQueue: 'q', workflowId: 'w' })).toBe('waited');
    expect(Math.abs(server.now().getTime() - Date.now())).toBeLessThan(1000);
    server.stop();
  });
});

async function wait(context: WorkflowContext): Promise<string> {
  await context.sleep(20);
  return 'waited';
}
