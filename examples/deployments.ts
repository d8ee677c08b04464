/**
 * Worker Deployments: a version becomes current, a second one gets a share of the Workflows and then all of them, and a
 * change that was thought out for an older state is refused.
 */
import { Client, Connection, WorkerDeploymentConflictError } from 'temporal-web-client';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080' });
const client = new Client({ connection });
const { deployment } = client;

// Workers make their deployment by polling. Here are none, so it is made by hand, and versions may have no pollers.
const shop = `shop-${crypto.randomUUID()}`;
const allowNoPollers = true;
await deployment.create(shop);
await deployment.createVersion({ deploymentName: shop, buildId: 'v1' });
await deployment.createVersion({ deploymentName: shop, buildId: 'v2' });
await deployment.setCurrentVersion(shop, 'v1', { allowNoPollers });
await print();

// The token guards a change against those of others since the description was read.
const { conflictToken } = await deployment.describe(shop);
await deployment.setRampingVersion(shop, { buildId: 'v2', percentage: 10 }, { conflictToken, allowNoPollers });
await print();

try {
  await deployment.setCurrentVersion(shop, 'v2', { conflictToken, allowNoPollers });
} catch (error) {
  if (!(error instanceof WorkerDeploymentConflictError)) throw error;
  console.log('refused: the deployment has changed since');
}
await deployment.setCurrentVersion(shop, 'v2', { allowNoPollers });
await print();

// What is worth knowing about a version stands beside it.
const v2 = { deploymentName: shop, buildId: 'v2' };
await deployment.updateVersionMetadata(v2, { upsert: { commit: '4563ed4', by: 'Ada' } });
const { metadata } = await deployment.describeVersion(v2);
console.log(`v2 is ${String(metadata['commit'])} by ${String(metadata['by'])}`);

// A version in use cannot be deleted; one that drains only when told so.
await deployment.setCurrentVersion(shop, null, { allowNoPollers });
for (const { version } of (await deployment.describe(shop)).versions) {
  await deployment.deleteVersion(version, { skipDrainage: true });
}
await deployment.delete(shop);
await connection.close();

async function print(): Promise<void> {
  const { routing } = await deployment.describe(shop);
  const ramp = routing.rampingVersion
    ? `, ${routing.rampingVersionPercentage} % to ${routing.rampingVersion.buildId}`
    : '';
  console.log(`current: ${routing.currentVersion?.buildId}${ramp}`);
}

// Prints:
// current: v1
// current: v1, 10 % to v2
// refused: the deployment has changed since
// current: v2
// v2 is 4563ed4 by Ada
