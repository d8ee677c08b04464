import { Client, Connection } from 'temporal-web-client';

const { address, taskQueue, workflowId } = Object.fromEntries(new URLSearchParams(location.search));
const client = new Client({ connection: await Connection.connect({ address }) });

const handle = await client.workflow.start('greet', { taskQueue, workflowId, args: ['page'] });
document.querySelector('output').textContent = await handle.result();

document.querySelector('button').onclick = async () => {
  const { items } = await client.schedule.listPage();
  document.querySelector('p').textContent = `${items.length} on the first page`;
};
