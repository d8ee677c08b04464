import { afterEach, describe, expect, it } from 'vitest';
import { ExpressionRunner, ExpressionTooSlow } from '../../src/app/history/expression/expression-runner.js';
import { EventBuffer } from '../../src/live/event-buffer.js';
import { HistorySearch } from '../../src/app/history/history-search.js';
import { compileSearch } from '../../src/app/history/search-pattern.js';
import { historyEvent } from '../fixtures/history-events.js';

/** Takes longer than anybody lives. */
const endless = `${'a'.repeat(60)}!`;
let runner: ExpressionRunner;
afterEach(() => runner.close());

describe('ExpressionRunner, with a worker', () => {
  it('says which texts match, and where', async () => {
    runner = new ExpressionRunner();
    expect(await runner.matches('^B+$', ['bb', 'abb', 'a\nb'])).toEqual([true, false, true]);
    expect(await runner.places('b+', ['abba', ''])).toEqual([[[1, 3]], []]);
  });

  it('ends an expression that does not come to an end, and goes on with others', async () => {
    runner = new ExpressionRunner({ limitMs: 300 });
    const slow = runner.matches('(a+)+$', [endless]);
    const marks = runner.places('(a+)+$', [endless]);
    const next = runner.matches('a', ['a']);
    await expect(slow).rejects.toThrow(ExpressionTooSlow);
    await expect(marks).rejects.toThrow(ExpressionTooSlow);
    expect(await next).toEqual([true]);
    // It is not tried again.
    await expect(runner.matches('(a+)+$', ['a'])).rejects.toThrow(ExpressionTooSlow);
  });

  it('leaves an expression that nobody waits for', async () => {
    runner = new ExpressionRunner({ limitMs: 60_000 });
    const slow = runner.matches('(a+)+$', [endless]);
    const refused = expect(slow).rejects.toThrow();
    runner.drop();
    await refused;
    expect(await runner.matches('b', ['b'])).toEqual([true]);
  });
});

it('a search tells of it, the page goes on, and the next search finds', async () => {
  runner = new ExpressionRunner({ limitMs: 300 });
  const buffer = new EventBuffer();
  buffer.put([
    historyEvent(1, 'workflowExecutionStarted', { $typeName: 'x', identity: endless }),
    historyEvent(2, 'workflowExecutionSignaled', { $typeName: 'x', signalName: 'go' }),
  ]);
  let change = (): void => undefined;
  const search = new HistorySearch(
    buffer,
    { decodeAll: async (payloads) => [...payloads] },
    { onchange: () => change(), runner },
  );
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      change = () => {
        if (isSo()) resolve();
      };
      change();
    });
  const start = (source: string): void => {
    const compiled = compileSearch(source, true);
    search.start(compiled.ok ? compiled.pattern : undefined);
  };
  start('(a+)+$');
  await until(() => search.error !== undefined);
  expect(search.error).toBeInstanceOf(ExpressionTooSlow);
  expect((search.error as Error).message).toBe('(a+)+$');
  start('^g.$');
  await until(() => search.searched === 2);
  expect([search.error, search.has(1), search.has(2)]).toEqual([undefined, false, true]);
  search.close();
});
