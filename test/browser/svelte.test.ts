import { describe, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Client } from '../../src/client/index.js';
import ClientHolder from '../fixtures/ClientHolder.svelte';
import RunWatcher from '../fixtures/RunWatcher.svelte';
import { client, onSamples, openClient, startWaiting, workflow } from '../fixtures/real-stack.js';
import { uniqueId } from '../fixtures/unique-id.js';

const shows = (name: string, text: string | RegExp) => expect.element(page.getByTestId(name)).toHaveTextContent(text);
const press = (name: string) => page.getByRole('button', { name }).click();
const events = () => page.getByRole('listitem').all().length;

/** How many waits a Client has comes to `wanted`. */
async function waitsBecome(own: Client, wanted: number): Promise<void> {
  for await (const { waits } of own.connection.polls.status) if (waits === wanted) return;
}

/** A Client that counts its descriptions. */
function countingClient(): { own: Client; described: () => number } {
  let count = 0;
  const own = openClient({
    interceptors: {
      workflow: [
        {
          describe: (input, next) => {
            count++;
            return next(input);
          },
        },
      ],
    },
  });
  return { own, described: () => count };
}

function hidePage(hidden: boolean): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('an execution in a Svelte component', () => {
  it('is shown from running to completed, with its history and its result', async () => {
    const { workflowId } = await startWaiting();
    const { own, described } = countingClient();
    await render(ClientHolder, { props: { client: own, target: workflowId } });
    await shows('status', /^RUNNING$/);
    await shows('result', 'pending');
    await expect.element(page.getByText('workflowTaskCompletedEventAttributes').first()).toBeVisible();
    await shows('following', 'true');

    await press('Release');
    await shows('status', 'COMPLETED, closed');
    await shows('result', '"gone"');
    await expect.element(page.getByText('workflowExecutionSignaledEventAttributes')).toBeVisible();
    await expect.element(page.getByText('workflowExecutionCompletedEventAttributes')).toBeVisible();
    await shows('following', 'false');

    const last = described();
    await press('Again');
    await expect.poll(described).toBe(last + 1);
    await shows('result', '"gone"');
  });

  it('is shown with the reason why it failed', async () => {
    const handle = await workflow.start('fail', { ...onSamples(), args: ['out of paper'] });
    const target = { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
    await render(ClientHolder, { props: { client, target } });
    await shows('status', 'FAILED, closed');
    await shows('result', /out of paper/);
    await shows('error', 'none');
  });

  it('gives way to another one when the id changes, and to nothing without one', async () => {
    const first = await startWaiting();
    const second = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    const { rerender } = await render(ClientHolder, { props: { client, target: undefined as string | undefined } });
    await shows('id', 'none');
    await shows('result', 'nothing');
    await rerender({ target: first.workflowId });
    await shows('id', first.workflowId);
    await shows('result', 'pending');
    const seen = new Set<string>();
    const watch = new MutationObserver(() => {
      const text = (name: string) => page.getByTestId(name).element().textContent;
      seen.add(`${text('id') === first.workflowId ? 'first' : 'other'} ${text('result')}`);
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    onTestFinished(() => watch.disconnect());
    await rerender({ target: second.workflowId });
    await shows('id', second.workflowId);
    await shows('result', '"Hello, Ada!"');
    await shows('status', 'COMPLETED, closed');
    // Nothing of the one is ever beside the id of the other.
    expect([...seen].filter((both) => both.startsWith('first'))).toEqual([]);
  });

  it('is not waited for any more when the component has gone', async () => {
    const { workflowId } = await startWaiting();
    const own = openClient();
    const { unmount } = await render(ClientHolder, { props: { client: () => own, target: workflowId } });
    await shows('status', 'RUNNING');
    await waitsBecome(own, 2);
    await unmount();
    await waitsBecome(own, 0);
  });

  it('is not asked for while the page is hidden', async () => {
    onTestFinished(() => hidePage(false));
    const { workflowId } = await startWaiting();
    const { own, described } = countingClient();
    await render(ClientHolder, { props: { client: own, target: workflowId } });
    await shows('status', 'RUNNING');
    hidePage(true);
    await client.workflow.getHandle(workflowId).signal('release', 'gone');
    // The wait for the result goes on, so that it is there when somebody looks again.
    await shows('result', '"gone"');
    await shows('status', /^RUNNING$/);
    const before = described();
    hidePage(false);
    await shows('status', 'COMPLETED, closed');
    expect(described()).toBeGreaterThan(before);
  });

  it('tells what is wrong, and asks again when told to', async () => {
    const workflowId = uniqueId('later');
    await render(ClientHolder, { props: { client, target: workflowId } });
    await shows('error', new RegExp(workflowId));
    await shows('result', new RegExp(workflowId));
    await shows('following', 'false');
    expect(events()).toBe(0);
    await workflow.execute('greet', { ...onSamples(), workflowId, args: ['Lea'] });
    await press('Again');
    await shows('error', 'none');
    await shows('status', 'COMPLETED, closed');
    await shows('result', '"Hello, Lea!"');
    await expect.poll(events).toBeGreaterThan(3);
  });

  it('needs a Client', async () => {
    await expect((async () => render(RunWatcher, { props: { target: 'x' } }))()).rejects.toThrow(
      'setTemporalClient(client)',
    );
  });
});
