/**
 * A Temporal server in the page, with sample Workflows that have run for two days, for the console that loads after it.
 * What the console asks of it waits until the two days are over.
 */
import { inMemoryAddress } from '../testing/index.js';
import { demoServer } from './demo-server.js';

/** What config.json beside the page would say. */
const config = {
  address: inMemoryAddress,
  namespace: 'default',
  taskQueue: 'samples',
  profiles: [{ name: 'Simulated, in this page', address: inMemoryAddress, namespace: 'default' }],
  banner: 'Simulated: there is no server. Everything runs in this page, and a reload begins anew.',
};

const server = demoServer();
const network = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (url.startsWith(inMemoryAddress)) return (await server).fetch(input, init);
  if (url === new URL('config.json', document.baseURI).href) return Response.json(config);
  return network(input, init);
};
