/**
 * Namespaces: what this one can do, another that is registered, changed and deleted, and its search attributes. Temporal
 * Cloud has its own ways for all but the first.
 */
import { Client, Connection, NamespaceAlreadyExistsError, NamespaceNotFoundError } from 'temporal-web-client';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080' });
const client = new Client({ connection });
const { namespaces, operator } = client;

console.log(`server: ${await connection.checkHealth()}`);
const { name, capabilities } = await namespaces.describe();
console.log(`${name}: updates ${capabilities.syncUpdate}, pause ${capabilities.workflowPause}`);

const shop = `shop-${crypto.randomUUID()}`;
await namespaces.register(shop, {
  workflowExecutionRetention: '3 days',
  description: 'Orders',
  data: { team: 'checkout' },
});
await namespaces.register(shop, { workflowExecutionRetention: '1 day' }).catch((error: unknown) => {
  if (!(error instanceof NamespaceAlreadyExistsError)) throw error;
  console.log('refused: the name is taken');
});

// What is not given stays; data is merged.
await namespaces.update(shop, { ownerEmail: 'ada@example.com', data: { pager: 'yes' } });
const { description, data, config } = await namespaces.describe(shop);
console.log(`${description}: ${Object.keys(data).sort().join(', ')}, ${config.workflowExecutionRetention} ms`);

await operator.addSearchAttributes({ CustomerId: 'KEYWORD', PlacedAt: 'DATETIME' }, { namespace: shop });
const { customAttributes } = await operator.listSearchAttributes({ namespace: shop });
for (const [attribute, type] of Object.entries(customAttributes).sort()) console.log(`  ${attribute}: ${type}`);

await namespaces.delete(shop);
await namespaces.describe(shop).catch((error: unknown) => {
  if (!(error instanceof NamespaceNotFoundError)) throw error;
  console.log('deleted');
});
await connection.close();

// Prints:
// server: SERVING
// default: updates true, pause true
// refused: the name is taken
// Orders: pager, team, 259200000 ms
//   CustomerId: KEYWORD
//   PlacedAt: DATETIME
// deleted
