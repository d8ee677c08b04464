import { createServer, type Server } from 'node:net';

/**
 * Ports are picked below the range that operating systems hand out to outgoing
 * connections, so that between picking and listening only another stack can take one.
 */
const firstPort = 20_000;
const lastPort = 32_000;

/** True when a server can listen on this port of the loopback address now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === undefined) return false;
  await close(server);
  return true;
}

/** The first free port at or after `start`. @throws Error when none of the next hundred is free. */
export async function nextFreePort(start: number): Promise<number> {
  for (let port = start; port < start + 100; port++) if (await isPortFree(port)) return port;
  throw new Error(`No free port from ${start} to ${start + 99}.`);
}

/** As many different free ports as asked for. All are held until the last is found. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  try {
    for (let attempt = 0; ports.length < count && attempt < 1000; attempt++) {
      const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
      const server = ports.includes(port) ? undefined : await listen(port);
      if (server === undefined) continue;
      held.push(server);
      ports.push(port);
    }
  } finally {
    await Promise.all(held.map(close));
  }
  if (ports.length < count) throw new Error(`Found only ${ports.length} of ${count} free ports.`);
  return ports;
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(server);
    });
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
