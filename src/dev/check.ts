/**
 * `npm run check [-- --no-tests]`: all that can be said about the sources without a running stack.
 * Every step runs, even after one has failed; the output of those that fail is shown. Linting takes as long as all the rest
 * together, so it runs beside them.
 * `--no-tests` leaves out the unit tests, for who runs `npm test` as well.
 */
import { delimiter, join } from 'node:path';
import { repoRoot } from './paths.js';
import { CommandError, runCommand } from './process/run-command.js';
import { elapsed } from './progress.js';
import { onShutdown } from './shutdown.js';

/** A step that takes longer than this hangs: a test in an endless loop, for example, never ends by itself. */
const stepTimeoutMs = 1_200_000;

const tsc = 'node_modules/typescript/bin/tsc';

/** Name, program in node_modules/.bin (or `node`), arguments. */
type Step = readonly [name: string, command: string, ...args: string[]];

const generate: Step = ['generate', 'tsx', 'src/dev/proto/generate-main.ts'];
const lint: Step = ['lint', 'eslint', '.'];
/** In the order of use: packing needs the build. */
const rest: readonly Step[] = [
  ['format', 'prettier', '--check', '.'],
  [
    'svelte-check',
    'svelte-check',
    '--tsconfig',
    'tsconfig.json',
    '--config',
    'src/app/vite.config.ts',
    '--fail-on-warnings',
  ],
  ['types', 'node', tsc, '--noEmit'],
  ['vue-tsc', 'vue-tsc', '--noEmit', '--project', 'examples/pages/vue'],
  ['unit tests', 'vitest', 'run', '--config', 'test/vitest.config.ts', '--project', 'unit'],
  ['library build', 'tsx', 'src/dev/library/build-main.ts'],
  ['publint', 'publint', '--strict'],
  ['attw', 'attw', '--pack', '.', '--profile', 'esm-only'],
  ['knip', 'knip'],
  ['documentation', 'tsx', 'src/dev/docs/docs-main.ts', '--build'],
  ['console build', 'vite', 'build', 'src/app'],
  ['size budget', 'tsx', 'src/dev/bench/size.ts', '--check', '--built'],
];

const withTests = !process.argv.includes('--no-tests');
const started = performance.now();
const failures: string[] = [];
onShutdown(() => Promise.resolve());

await run([generate]);
await Promise.all([run([lint]), run(withTests ? rest : rest.filter(([name]) => name !== 'unit tests'))]);

const summary = failures.length === 0 ? 'all steps pass' : `failed: ${failures.join(', ')}`;
console.log(`\ncheck: ${summary} (${elapsed(started)})`);
process.exit(failures.length === 0 ? 0 : 1);

/** One step after the other. */
async function run(steps: readonly Step[]): Promise<void> {
  for (const [name, command, ...args] of steps) {
    const stepStarted = performance.now();
    try {
      await runCommand(command === 'node' ? process.execPath : command, args, {
        cwd: repoRoot,
        timeoutMs: stepTimeoutMs,
        env: { PATH: `${join(repoRoot, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}` },
      });
      console.log(`  ✓ ${name.padEnd(14)} ${elapsed(stepStarted).padStart(7)}`);
    } catch (error) {
      failures.push(name);
      console.log(`  ✗ ${name.padEnd(14)} ${elapsed(stepStarted).padStart(7)}`);
      console.log(error instanceof CommandError ? `${error.output}\n${error.message.split('\n')[0]}` : error);
    }
  }
}
