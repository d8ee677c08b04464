/** React mounts a component twice while a page is developed: what the first mount has begun ends, and harms nobody. */
import { createElement, type ReactElement, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, onTestFinished } from 'vitest';
import { Client, Connection, describeError } from '../../src/client/index.js';
import { address, taskQueue } from '../fixtures/real-stack.js';
import { uniqueId } from '../fixtures/unique-id.js';

const opened: Connection[] = [];

function Greeting({ workflowId }: { workflowId: string }): ReactElement {
  const [text, setText] = useState('');
  useEffect(() => {
    const connection = Connection.lazy({ address });
    opened.push(connection);
    const { workflow } = new Client({ connection });
    const options = { taskQueue, workflowId, args: ['twice'], onAlreadyStarted: 'attach' } as const;
    workflow.execute<(name: string) => Promise<string>>('greet', options).then(setText, (error: unknown) => {
      // Closed by the clean-up: nobody waits any more.
      if (!connection.closed) setText(describeError(error).title);
    });
    return () => void connection.close();
  }, [workflowId]);
  return createElement('output', null, text);
}

it('a component with a Connection of its own shows its result under StrictMode, and leaves nothing open', async () => {
  const place = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => place.remove());
  const root = createRoot(place);
  root.render(createElement(StrictMode, null, createElement(Greeting, { workflowId: uniqueId() })));
  await expect.poll(() => place.textContent).toBe('Hello, twice!');
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);

  root.unmount();
  await expect.poll(() => opened.map(({ closed }) => closed)).toEqual([true, true]);
  for (const connection of opened) await connection.close();
  expect(opened.map((connection) => connection.state.current.status)).toEqual(['closed', 'closed']);
});
