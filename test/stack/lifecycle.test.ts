import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { repoRoot, stackFolder } from '../../src/dev/paths.js';
import { isPortFree } from '../../src/dev/ports.js';
import { PartExitError } from '../../src/dev/process/part-process.js';
import { parseHostPort } from '../../src/deploy/envoy/address.js';
import { startStack } from '../../src/dev/stack.js';
import type { StackState } from '../../src/dev/stack-state.js';
import { waitUntil } from '../../src/dev/wait-until.js';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  await waitUntil(
    'the processes are gone',
    async () => {
      const alive = pids.filter(isAlive);
      if (alive.length > 0) throw new Error(`still there: ${alive.join(', ')}`);
    },
    { timeoutMs: 20_000 },
  );
}

describe('a stack', () => {
  it('ends as a whole when a part ends, and says which', async () => {
    const stack = await startStack({ ports: 'free', worker: false, log: () => undefined });
    onTestFinished(() => stack.stop());
    const envoy = stack.parts.find(({ name }) => name === 'Envoy');
    const crashed = new Promise((resolve) => {
      stack.crashed.addEventListener('abort', () => resolve(stack.crashed.reason));
    });
    process.kill(envoy?.pid ?? 0, 'SIGKILL');
    const reason = await crashed;
    expect(reason).toBeInstanceOf(PartExitError);
    expect(String(reason)).toContain('Envoy was ended by SIGKILL');
    expect(String(reason)).toContain(envoy?.logFile);
    expect(stack.parts.map(({ pid }) => pid).filter(isAlive)).toEqual([]);
  });

  it('frees its ports when it is stopped', async () => {
    const stack = await startStack({ ports: 'free', worker: false, log: () => undefined });
    await stack.stop();
    const ports = [stack.temporalAddress, new URL(stack.envoyUrl).host, new URL(stack.envoyTlsUrl).host];
    expect(await Promise.all(ports.map((host) => isPortFree(parseHostPort(host).port_value)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('can stand in front of a server that runs already', async () => {
    const behind = await startStack({ ports: 'free', worker: false, log: () => undefined });
    onTestFinished(() => behind.stop());
    const stack = await startStack({ ports: 'free', server: behind.temporalAddress, log: () => undefined });
    onTestFinished(() => stack.stop());
    expect(stack.temporalAddress).toBe(behind.temporalAddress);
    expect(stack.parts.map(({ name }) => name)).toEqual(['Envoy']);
  });

  it('says so when nothing answers at the given address', async () => {
    const attempt = startStack({ ports: 'free', server: '127.0.0.1:1', log: () => undefined });
    await expect(attempt).rejects.toThrow('127.0.0.1:1 answers, in vain');
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('leaves no process behind after %s', async (signal) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/dev/start.ts', '--free-ports', '--no-console', '--no-worker'],
      { cwd: repoRoot, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('Ready')) break;
    const state = readFileSync(join(stackFolder, `free-${child.pid}`, 'state.json'), 'utf8');
    const pids = Object.values((JSON.parse(state) as StackState).parts);
    expect(pids.filter(isAlive)).toHaveLength(2);
    child.kill(signal);
    await untilGone(pids);
  });
});
