import { describe, expect, it } from 'vitest';
import { router } from '../../src/app/state/router.svelte.js';
import { Task } from '../../src/app/state/task.svelte.js';

describe('Task', () => {
  it('lets the newest call win, and hears nothing of the one before', async () => {
    const finish: ((value: string) => void)[] = [];
    const signals: AbortSignal[] = [];
    const task = new Task((signal) => {
      signals.push(signal);
      return new Promise<string>((resolve) => finish.push(resolve));
    });
    const first = task.run();
    const second = task.run();
    expect(signals[0]?.aborted).toBe(true);
    finish[1]?.('second');
    finish[0]?.('first');
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect(task.value).toBe('second');
  });

  it('keeps a failure, and forgets it when reset', async () => {
    const task = new Task(() => Promise.reject(new Error('no')));
    expect(await task.run()).toBe(false);
    expect(task.error).toMatchObject({ message: 'no' });
    task.reset();
    expect(task.error).toBeUndefined();
  });

  it('is silent about an end that was asked for', async () => {
    const task = new Task(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const run = task.run();
    task.reset();
    expect(await run).toBe(false);
    expect(task.state).toEqual({ phase: 'idle' });
  });
});

describe('router', () => {
  it('follows the address bar', async () => {
    const stop = router.listen();
    const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    router.go('#/settings');
    await changed;
    expect(router.route.name).toBe('settings');
    router.go('#/connect', { replace: true });
    expect(router.route.name).toBe('connect');
    stop();
    history.replaceState(null, '', ' ');
  });
});
