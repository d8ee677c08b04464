import { describe, expect, it } from 'vitest';
import { EventBuffer } from '../../../../src/live/event-buffer.js';
import { HistoryLoader } from '../../../../src/live/history-loader.js';
import type { HistoryNeed } from '../../../../src/live/history-phase.js';
import { FakeHistory, settle } from '../../../fixtures/fake-history.js';
import { historyEvent, timerHistory } from '../../../fixtures/history-events.js';

function load(fake: FakeHistory, needs: HistoryNeed[] = ['ends']) {
  const buffer = new EventBuffer();
  let ended = 0;
  const phases: string[] = [];
  const loader = new HistoryLoader(buffer, {
    onchange: () => phases.at(-1) === loader.phase || phases.push(loader.phase),
    onend: () => ended++,
  });
  const tell = () =>
    loader.update({
      reader: fake,
      runId: fake.runId,
      historyLength: fake.events.length,
      open: fake.open,
      eventsABatch: 1,
    });
  loader.need(needs);
  tell();
  return { buffer, loader, phases, tell, ended: () => ended };
}

const ids = (buffer: EventBuffer) => [...buffer].map(({ eventId }) => Number(eventId));

describe('a short history', () => {
  it('is read in one go', async () => {
    const fake = new FakeHistory(timerHistory(40));
    const { buffer, phases } = load(fake);
    await fake.answerAll();
    expect(ids(buffer)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(fake.asked).toEqual(['> 1 (250)']);
    expect(phases).toEqual(['loading', 'complete']);
  });

  it('goes on with new events while the run is open, and reads none twice', async () => {
    const fake = new FakeHistory(timerHistory(9, false), true);
    const { buffer, loader, ended, tell } = load(fake);
    await settle();
    expect(buffer.count).toBe(9);
    expect(loader.phase).toBe('live');
    fake.add([historyEvent(10, 'timerStarted')]);
    await settle();
    fake.add([historyEvent(11, 'workflowExecutionCompleted')], true);
    await settle();
    expect(buffer.lastId).toBe(11);
    expect(ended()).toBe(1);
    tell();
    expect(loader.phase).toBe('complete');
    expect(fake.asked).toEqual(['~ 1 (256)', '~ 10 (256)', '~ 11 (256)']);
  });

  it('may grow long while it is followed, without being read again', async () => {
    const fake = new FakeHistory(timerHistory(200, false), true);
    const { loader, tell } = load(fake, ['all']);
    await settle();
    fake.add(timerHistory(400, false).slice(200));
    await settle();
    tell();
    await fake.answerAll();
    expect(loader.phase).toBe('live');
    expect(fake.asked.every((asked) => asked.startsWith('~'))).toBe(true);
  });
});

describe('a long history', () => {
  it('has its first and its last events at once, and leaves the middle until it is needed', async () => {
    const fake = new FakeHistory(timerHistory(5_000));
    const { buffer, loader } = load(fake);
    await fake.answerAll();
    expect(buffer.count).toBe(500);
    expect(buffer.gap).toEqual({ from: 251, to: 4_750 });
    expect(loader.phase).toBe('partial');
    loader.need(['ends', 'all']);
    expect(loader.phase).toBe('loading');
    await fake.answerAll();
    expect(loader.whole).toBe(true);
    expect(loader.phase).toBe('complete');
    expect(ids(buffer)).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
  });

  it('reads the middle with both cursors, and the last part of it only once', async () => {
    const fake = new FakeHistory(timerHistory(2_000));
    const { loader } = load(fake, ['all']);
    await fake.answerAll();
    expect(loader.whole).toBe(true);
    const read = fake.asked.reduce((sum, asked) => sum + Number(/\((\d+)\)/.exec(asked)?.[1]), 0);
    expect(read).toBeLessThan(2_000 + 256);
    expect(fake.asked.filter((asked) => asked.startsWith('>')).length).toBeGreaterThan(2);
    expect(fake.asked.filter((asked) => asked.startsWith('<')).length).toBeGreaterThan(2);
  });

  it('stops the cursor that is late when the other has closed the gap', async () => {
    const fake = new FakeHistory(timerHistory(4_000));
    const { loader } = load(fake, ['all']);
    await fake.answer();
    // Batches have become larger than they were: one page is the whole middle.
    fake.batch = 20;
    await fake.answer('>');
    expect(loader.whole).toBe(true);
    expect(fake.aborted).toBe(1);
    expect(await fake.answer()).toBe(0);
  });

  it.each([
    { eventId: 1_000, direction: '>' },
    { eventId: 4_000, direction: '<' },
  ])('reaches event $eventId from the nearer end and stops there', async ({ eventId, direction }) => {
    const fake = new FakeHistory(timerHistory(5_000));
    const { buffer, loader } = load(fake, [{ eventId }]);
    await fake.answerAll();
    expect(buffer.get(eventId)).toBeDefined();
    expect(loader.phase).toBe('partial');
    expect(buffer.count).toBeLessThan(1_600);
    expect(fake.asked.slice(2).every((asked) => asked.startsWith(direction))).toBe(true);
  });

  it('follows its end although the middle is not here', async () => {
    const fake = new FakeHistory(timerHistory(5_000, false), true);
    const { buffer, loader, ended } = load(fake);
    await fake.answerAll();
    expect(loader.phase).toBe('partial');
    fake.add([historyEvent(5_001, 'timerStarted')]);
    await settle();
    expect(buffer.lastId).toBe(5_001);
    fake.add([historyEvent(5_002, 'workflowExecutionCompleted')], true);
    await settle();
    expect(ended()).toBe(1);
    expect(buffer.gap).toEqual({ from: 251, to: 4_750 });
  });

  it('loads what came between its first page and the start of the following', async () => {
    const fake = new FakeHistory(timerHistory(2_000, false), true);
    const { buffer, loader } = load(fake);
    await fake.answer('<');
    fake.add(timerHistory(2_700, false).slice(2_000));
    await fake.answerAll();
    expect(buffer.lastId).toBe(2_700);
    expect(buffer.gap).toEqual({ from: 251, to: 1_750 });
    loader.need(['all']);
    await fake.answerAll();
    expect(loader.phase).toBe('live');
    expect(ids(buffer)).toEqual(Array.from({ length: 2_700 }, (_, index) => index + 1));
  });

  it('goes on after a pause where it was', async () => {
    const fake = new FakeHistory(timerHistory(5_000, false), true);
    const { buffer, loader } = load(fake);
    await fake.answerAll();
    loader.need([]);
    expect(loader.phase).toBe('idle');
    fake.add([historyEvent(5_001, 'timerStarted'), historyEvent(5_002, 'timerStarted')]);
    await settle();
    expect(buffer.lastId).toBe(5_000);
    const before = fake.asked.length;
    loader.need(['ends']);
    await settle();
    expect(buffer.lastId).toBe(5_002);
    expect(fake.asked.slice(before)[0]).toBe('~ 5001 (256)');
  });
});

describe('a history that cannot be read as it should', () => {
  const unimplemented = Object.assign(new Error('unknown method'), { code: 12 });

  it('keeps what it has after a failure, and goes on when tried again', async () => {
    const fake = new FakeHistory(timerHistory(1_000));
    const { buffer, loader } = load(fake, ['all']);
    await fake.answer();
    fake.failNext = { direction: '<', error: new Error('connection lost') };
    await fake.answer('<');
    expect(loader.phase).toBe('failed');
    expect(loader.error).toMatchObject({ message: 'connection lost' });
    expect(buffer.count).toBe(500);
    loader.retry();
    await fake.answerAll();
    expect(loader.whole).toBe(true);
    expect(loader.error).toBeUndefined();
  });

  it('reads only forwards when the server has no reverse', async () => {
    const { GrpcError } = await import('../../../../src/client/index.js');
    const fake = new FakeHistory(timerHistory(1_000));
    fake.failNext = { direction: '<', error: new GrpcError(unimplemented.code, unimplemented.message) };
    const { loader } = load(fake);
    await fake.answerAll();
    expect(loader.whole).toBe(true);
    expect(fake.asked.filter((asked) => asked.startsWith('<'))).toHaveLength(1);
  });

  it('begins anew when its token is refused', async () => {
    const { GrpcError } = await import('../../../../src/client/index.js');
    const fake = new FakeHistory(timerHistory(1_000));
    const { buffer, loader } = load(fake, ['all']);
    await fake.answer();
    fake.failNext = { direction: '>', error: new GrpcError(3, 'Invalid NextPageToken.') };
    await fake.answer('>');
    expect(loader.phase).toBe('failed');
    loader.retry();
    await fake.answerAll();
    expect(loader.whole).toBe(true);
    expect(buffer.count).toBe(1_000);
  });
});
