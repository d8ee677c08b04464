/**
 * Activities without a Workflow: run one and take its result, see why one failed, take one out of a queue that nobody
 * works on, and pause, change and end one that waits.
 */
import { ActivityExecutionFailedError, Client, Connection } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const client = new Client({ connection: await Connection.connect({ address }) });

/** What the sample worker offers. With its module at hand, `typeof activities` does as well. */
interface Activities {
  chargeCard(customerId: string, amountCents: number): Promise<string>;
  refundCard(payment: string): Promise<string>;
}
const activity = client.activity.typed<Activities>();
const options = () =>
  ({ id: `example-${crypto.randomUUID()}`, taskQueue: 'samples', startToCloseTimeout: '10s' }) as const;

console.log(await activity.execute('chargeCard', { ...options(), args: ['ada', 250] }));

const declined = await activity.start('chargeCard', { ...options(), args: ['declined-ada', 250] });
try {
  await declined.result();
} catch (error) {
  if (!(error instanceof ActivityExecutionFailedError)) throw error;
  console.log(`failed: ${error.cause?.message}`);
}
const { status, attempt } = await declined.describe();
console.log(`${status} at attempt ${attempt}`);

// A queue that nobody polls, until the option is changed.
const waiting = await activity.start('refundCard', {
  ...options(),
  taskQueue: `nobody-${crypto.randomUUID()}`,
  args: ['payment-1'],
  summary: 'Gives the money back',
});
await waiting.pause({ reason: 'to look at it' });
const paused = await waiting.describe({ includeInput: true });
console.log(`${paused.status}: ${await paused.staticSummary()}, ${JSON.stringify(await paused.getInput())}`);
await waiting.updateOptions({ taskQueue: 'samples', priority: { priorityKey: 1 } });
await waiting.unpause();
console.log(await waiting.result());

const idle = await activity.start('refundCard', {
  ...options(),
  taskQueue: `nobody-${crypto.randomUUID()}`,
  args: ['payment-2'],
});
await idle.cancel('no longer needed');
const outcome = await idle.describe({ includeOutcome: true });
console.log(`${outcome.status}: ${outcome.canceledReason}`);

for (const handle of [declined, waiting, idle]) await handle.delete();
await client.connection.close();

// Prints:
// payment-ada-250
// failed: The card of declined-ada was declined
// FAILED at attempt 1
// PAUSED: Gives the money back, ["payment-1"]
// payment-1 refunded
// CANCELED: no longer needed
