/**
 * Twenty results at the same time over two long polls. Which of the others have closed is told by one visibility query for
 * all; `connection.polls.status` shows what the scheduler does, `connection.state` how the network is.
 */
import { Client, Connection, defineSignal } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const connection = Connection.lazy({ address, polls: { slots: 2 } });
const client = new Client({ connection });
const release = defineSignal<[message: string]>('release');

connection.state.addEventListener('change', () => console.log(`The connection is ${connection.state.current.status}.`));

// Sample Workflows of the local stack that end when they are told to.
const batch = crypto.randomUUID();
const handles = await Promise.all(
  Array.from({ length: 20 }, (_, i) =>
    client.workflow.start<(prefix?: string) => Promise<string>>('waitForRelease', {
      taskQueue: 'samples',
      workflowId: `waits-${batch}-${i}`,
    }),
  ),
);
// The first is the one on the screen.
const results = handles.map((handle, i) => handle.result({ watched: i === 0 }));

for await (const { waits, parked, slots, visibility } of connection.polls.status) {
  if (visibility.status !== 'ok' || slots.held < 2) continue;
  console.log(`${waits} waits, ${parked} of them parked; ${slots.limit} long polls at the most.`);
  break;
}

await Promise.all(handles.map((handle, i) => handle.signal(release, `parcel ${i}`)));
const messages = await Promise.all(results);
console.log(`${new Set(messages).size} results, the last one: ${messages.at(-1)}`);

await connection.close();

// Prints:
// The connection is ready.
// 20 waits, 18 of them parked; 2 long polls at the most.
// 20 results, the last one: parcel 19
// The connection is closed.
