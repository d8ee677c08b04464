import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portHolder } from '../../src/dev/port-holder.js';
import { freePorts, isPortFree, nextFreePort } from '../../src/dev/ports.js';

/** Listens on a free port until the test ends, and returns the port. */
async function takenPort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return port;
}

describe('ports', () => {
  it('are different from each other and free', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect(await Promise.all(ports.map(isPortFree))).not.toContain(false);
  });

  it('are seen to be taken', async () => {
    const port = await takenPort();
    expect(await isPortFree(port)).toBe(false);
    expect(await nextFreePort(port)).toBeGreaterThan(port);
  });

  it('tell who holds them', async () => {
    const port = await takenPort();
    expect(portHolder(port)).toContain(`(pid ${process.pid})`);
  });

  it('have no holder when nobody listens', async () => {
    const [port = 0] = await freePorts(1);
    expect(portHolder(port)).toBe(undefined);
  });
});
