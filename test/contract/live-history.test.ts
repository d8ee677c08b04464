import { describe, expect, it } from 'vitest';
import { type HistoryPage, WorkflowNotFoundError } from '../../src/client/index.js';
import { client, onSamples, openClient, startWaiting, workflow } from '../fixtures/real-stack.js';
import { collect } from '../fixtures/collect.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const namesOf = ({ events }: HistoryPage) => events.map(({ attributes }) => attributes.case);
const idsOf = (pages: HistoryPage[]) => pages.flatMap(({ events }) => events.map(({ eventId }) => Number(eventId)));

describe('history', () => {
  it('is pages in order, of the size asked for', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const pages = await collect(handle.history({ pageSize: 2 }));
    expect(pages.length).toBeGreaterThan(1);
    expect(idsOf(pages)).toEqual(idsOf(pages).map((_, index) => index + 1));
    expect(namesOf(pages.at(-1)!).at(-1)).toBe('workflowExecutionCompletedEventAttributes');
  });

  it('comes newest first when reversed', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const ids = idsOf(await collect(handle.history({ reverse: true, pageSize: 2 })));
    expect(ids.at(-1)).toBe(1);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  it('gives the close event alone with filter CLOSE', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const [page, ...more] = await collect(handle.history({ filter: 'CLOSE' }));
    expect(namesOf(page!)).toEqual(['workflowExecutionCompletedEventAttributes']);
    expect(more).toEqual([]);
  });

  it('goes on live with new events until the run closes', async () => {
    const handle = await startWaiting();
    const seen: (string | undefined)[] = [];
    let released = false;
    for await (const page of handle.history({ live: true })) {
      seen.push(...namesOf(page));
      if (!released && seen.includes('workflowTaskCompletedEventAttributes')) {
        released = true;
        await handle.signal('release', 1);
      }
    }
    expect(seen).toContain('workflowExecutionSignaledEventAttributes');
    expect(seen.at(-1)).toBe('workflowExecutionCompletedEventAttributes');
  });

  it('waits live for the close event with filter CLOSE', async () => {
    const handle = await startWaiting();
    const end = collect(handle.history({ live: true, filter: 'CLOSE' }));
    await handle.signal('release', 1);
    expect((await end).map(namesOf)).toEqual([['workflowExecutionCompletedEventAttributes']]);
  });

  it('goes on from the token of a page', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const [first] = await collect(handle.history({ pageSize: 2 }));
    const rest = await collect(handle.history({ nextPageToken: first!.nextPageToken }));
    expect(idsOf(rest)[0]).toBe(Number(first!.events.at(-1)!.eventId) + 1);
  });

  it('ends with the loop: nothing is fetched afterwards', async () => {
    const handle = await startWaiting();
    for await (const page of handle.history({ live: true })) {
      expect(page.events.length).toBeGreaterThan(0);
      break;
    }
  });

  it('is ended by its signal', async () => {
    const handle = await startWaiting();
    const controller = new AbortController();
    const pages = (async () => {
      for await (const page of handle.history({ live: true, signal: controller.signal })) {
        if (namesOf(page).includes('workflowTaskCompletedEventAttributes')) controller.abort();
      }
    })();
    await expect(pages).rejects.toThrow();
    expect(controller.signal.aborted).toBe(true);
  });

  it('refuses what excludes each other, and raises WorkflowNotFoundError for what is not there', async () => {
    const handle = client.workflow.getHandle(uniqueId('missing'));
    await rejectionOf(collect(handle.history({ reverse: true, live: true })), TypeError);
    await rejectionOf(collect(handle.history({ reverse: true, filter: 'CLOSE' })), TypeError);
    const error = await rejectionOf(collect(handle.history()), WorkflowNotFoundError);
    expect(error.workflowId).toBe(handle.workflowId);
  });
});

describe('list().intoHistories()', () => {
  it('gives the history of every listed execution', async () => {
    const workflowId = uniqueId('histories');
    await workflow.execute('greet', { ...onSamples(), workflowId, args: ['a'] });
    const query = `WorkflowId = '${workflowId}'`;
    await expect.poll(async () => (await client.workflow.count(query)).count).toBe(1);
    const [found, ...more] = await collect(openClient().workflow.list({ query }).intoHistories());
    expect(more).toEqual([]);
    expect(found).toMatchObject({ workflowId });
    expect(found!.history.events.at(-1)!.attributes.case).toBe('workflowExecutionCompletedEventAttributes');
  });
});
