/**
 * `npm run example [-- NAME]`: runs examples/NAME.ts against `TEMPORAL_ADDRESS`, or against the stack of `npm start`.
 * Without a name it lists the examples.
 */
import { spawn } from 'node:child_process';
import { exampleEnvironment, exampleFile, exampleNames } from './examples.js';
import { repoRoot, stackFolder } from './paths.js';
import { readState } from './stack-state.js';

const [name, ...rest] = process.argv.slice(2);
const usage = `Usage: npm run example NAME\n\nExamples:\n  ${exampleNames().join('\n  ')}`;
const address = process.env['TEMPORAL_ADDRESS'] ?? readState(stackFolder)?.envoyUrl;

if (name === undefined) {
  console.log(usage);
} else if (!exampleNames().includes(name) || rest.length > 0) {
  console.error(`There is no example '${[name, ...rest].join(' ')}'.\n\n${usage}`);
  process.exitCode = 1;
} else if (address === undefined) {
  console.error(
    'No Temporal to talk to. Run `npm start` in another terminal, or give the address of a proxy:\n' +
      `  TEMPORAL_ADDRESS=https://temporal.example.com npm run example ${name}`,
  );
  process.exitCode = 1;
} else {
  const child = spawn(process.execPath, ['--import', 'tsx', exampleFile(name)], {
    cwd: repoRoot,
    stdio: 'inherit',
    env: exampleEnvironment(address),
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
    // The channel to the process that started this one would keep it alive.
    process.channel?.unref();
  });
}
