import { Client, Connection } from 'temporal-web-client';

const [address, taskQueue, workflowId] = process.argv.slice(2);
const connection = await Connection.connect({ address });
const client = new Client({ connection });

const handle = await client.workflow.start('greet', { taskQueue, workflowId, args: ['program'] });
console.log(await handle.result());
await client.schedule.listPage();
await connection.close();
