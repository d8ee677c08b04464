'use client';

import { useEffect, useState } from 'react';
import { Client, Connection } from 'temporal-web-client';

export default function Page() {
  const [client, setClient] = useState();
  const [result, setResult] = useState('');
  const [schedules, setSchedules] = useState('');

  useEffect(() => {
    const { address, taskQueue, workflowId } = Object.fromEntries(new URLSearchParams(location.search));
    const connection = Connection.lazy({ address });
    const client = new Client({ connection });
    setClient(client);
    client.workflow.execute('greet', { taskQueue, workflowId, args: ['page'] }).then(setResult, () => {});
    return () => connection.close();
  }, []);

  const list = async () => {
    const { items } = await client.schedule.listPage();
    setSchedules(`${items.length} on the first page`);
  };
  return (
    <main>
      <output>{result}</output>
      <button onClick={list}>Schedules</button>
      <p>{schedules}</p>
    </main>
  );
}
