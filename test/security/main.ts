/**
 * `npm run test:security [-- vitest filters]`: attacks on real stacks that refuse. Finds or installs what they are made of, runs
 * the project `security` of vitest, and prints the table of attacks, what was expected, and what came.
 */
import { spawn } from 'node:child_process';
import { findChromium } from '../../src/dev/parts/chromium.js';
import { findEnvoy } from '../../src/dev/parts/envoy.js';
import { findTemporalServer } from '../../src/dev/parts/temporal-server.js';
import { repoRoot } from '../../src/dev/paths.js';
import { signalGroup } from '../../src/dev/process/signal-group.js';
import { elapsed, step } from '../../src/dev/progress.js';
import { onShutdown } from '../../src/dev/shutdown.js';

const started = performance.now();
const log = console.log;
const asIs = (text: string): string => text;

const chromium = await step(log, 'Chromium', (note) => findChromium(true, note), asIs);
await step(log, 'Envoy program', (note) => findEnvoy(note), asIs);
await step(
  log,
  'Temporal program',
  (note) => findTemporalServer(note, { configurable: true }),
  ({ path }) => path,
);

const vitest = 'node_modules/vitest/vitest.mjs run --config test/vitest.config.ts --project security'.split(' ');
const child = spawn(process.execPath, [...vitest, ...process.argv.slice(2)], {
  cwd: repoRoot,
  stdio: ['ignore', 'inherit', 'inherit'],
  // A group of its own, which ends with this process: browser and servers too.
  detached: true,
  env: { ...process.env, TWC_CHROMIUM: chromium },
});
onShutdown(() => {
  signalGroup(child.pid, 'SIGTERM');
  return Promise.resolve();
});

child.once('exit', (code) => {
  log(`\nThe attacks took ${elapsed(started)}.`);
  process.exit(code ?? 1);
});
