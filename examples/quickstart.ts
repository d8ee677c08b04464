/**
 * Starts a Workflow and waits for its result. Then finds the same execution again by its Workflow Id, as a page does
 * that was reloaded in between.
 */
import { Client, Connection, describeError } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';

/** A Workflow is known by its type; `typeof` the function itself works too, where its module is at hand. */
type Greet = (name: string) => Promise<string>;

const client = new Client({ connection: await Connection.connect({ address }) });

const workflowId = `greet-${crypto.randomUUID()}`;
const handle = await client.workflow.start<Greet>('greet', { args: ['Ada'], taskQueue: 'samples', workflowId });
console.log(`started: ${handle.started}`);
console.log(await handle.result());

const found = client.workflow.getHandle<Greet>(workflowId);
const { status, type } = await found.describe();
console.log(`${type}: ${status.name}`);
console.log(await found.result({ timeoutMs: 10_000 }));

try {
  await client.workflow.getHandle('no-such-workflow').describe();
} catch (error) {
  console.log(describeError(error).title);
}

await client.connection.close();

// Prints:
// started: true
// Hello, Ada!
// greet: COMPLETED
// Hello, Ada!
// There is no Workflow Execution no-such-workflow to do this with.
