/** `npm run bench -- NAME`: measurements against peers in the same run. The last line is one JSON object. */
import { runCommand } from '../process/run-command.js';

const benches: Record<string, () => Promise<unknown>> = {
  size: async () => {
    await runCommand('npm', ['run', 'build:console']);
    return (await import('./size.js')).sizeBench();
  },
  rpc: async () => (await import('./rpc.js')).rpcBench(),
  console: async () => (await import('./console.js')).consoleBench(process.argv.slice(3)),
  memory: async () => (await import('./memory.js')).memoryBench(),
  waits: async () => (await import('./waits.js')).waitsBench(process.argv.slice(3)),
  capacity: async () => (await import('./capacity.js')).capacityBench(process.argv.slice(3)),
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) await bench();
else {
  console.error(
    `${name ? `There is no bench "${name}". ` : ''}Usage: npm run bench -- ${Object.keys(benches).join('|')}`,
  );
  process.exitCode = 2;
}
