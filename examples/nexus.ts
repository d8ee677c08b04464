/**
 * Nexus Operations without a Workflow: makes an Endpoint that leads to the sample worker, runs an Operation, cancels
 * another, and removes the Endpoint.
 */
import { Client, Connection, type NexusOperationDefinition, NexusOperationFailureError } from 'temporal-web-client';
import { createOperatorService } from 'temporal-web-client/service';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const client = new Client({ connection: await Connection.connect({ address }) });

const operator = createOperatorService(client.connection);
const name = `example-${crypto.randomUUID()}`;
const { endpoint } = await operator.createNexusEndpoint({
  spec: { name, target: { variant: { case: 'worker', value: { namespace: 'default', taskQueue: 'samples' } } } },
});

// A contract made with `nexus.service()` of `nexus-rpc` fits as it is; this needs no package.
const greetings = {
  name: 'greetings',
  operations: {
    greet: { name: 'greet' } as NexusOperationDefinition<string, string>,
    hold: { name: 'hold' } as NexusOperationDefinition<string, unknown>,
  },
};
const service = client.nexus.createServiceClient({ endpoint: name, service: greetings });

console.log(await service.executeOperation('greet', 'Ada', { id: `greet-${crypto.randomUUID()}` }));

// This one is carried out by a Workflow, which waits.
const workflowId = `hold-${crypto.randomUUID()}`;
const hold = await service.startOperation('hold', workflowId, { id: workflowId, summary: 'Waits' });
while ((await hold.describe()).state !== 'STARTED') await new Promise((resolve) => setTimeout(resolve, 50));
const description = await hold.describe();
console.log(`${description.operation}: ${description.status}, ${await description.staticSummary()}`);
await hold.cancel('no longer needed');
try {
  await hold.result();
} catch (error) {
  if (!(error instanceof NexusOperationFailureError)) throw error;
  console.log(`hold: ${(await hold.describe()).status}`);
}
console.log(`the Workflow: ${(await client.workflow.getHandle(workflowId).describe()).status.name}`);

await hold.delete();
await operator.deleteNexusEndpoint({ id: endpoint?.id ?? '', version: endpoint?.version ?? 0n });
await client.connection.close();

// Prints:
// Hello, Ada!
// hold: RUNNING, Waits
// hold: CANCELED
// the Workflow: CANCELLED
