/**
 * `npm run example [-- NAME]`: runs examples/NAME.ts, or serves examples/pages/NAME, against `TEMPORAL_ADDRESS` or the
 * stack of `npm start`. Without a name it lists the examples.
 */
import { spawn } from 'node:child_process';
import { pageNames, pagesPort, servePages } from './example-pages.js';
import { exampleEnvironment, exampleFile, exampleNames } from './examples.js';
import { repoRoot, stackFolder } from './paths.js';
import { onShutdown } from './shutdown.js';
import { readState } from './stack-state.js';

const [name, ...rest] = process.argv.slice(2);
const usage = [
  'Usage: npm run example NAME',
  '',
  'Programs:',
  ...exampleNames().map((each) => `  ${each}`),
  '',
  'Pages:',
  ...pageNames().map((each) => `  ${each}`),
].join('\n');
const address = process.env['TEMPORAL_ADDRESS'] ?? readState(stackFolder)?.envoyUrl;

if (name === undefined) {
  console.log(usage);
} else if (![...exampleNames(), ...pageNames()].includes(name) || rest.length > 0) {
  console.error(`There is no example '${[name, ...rest].join(' ')}'.\n\n${usage}`);
  process.exitCode = 1;
} else if (address === undefined) {
  console.error(
    'No Temporal to talk to. Run `npm start` in another terminal, or give the address of a proxy:\n' +
      `  TEMPORAL_ADDRESS=https://temporal.example.com npm run example ${name}`,
  );
  process.exitCode = 1;
} else if (pageNames().includes(name)) {
  await servePage(name, address);
} else {
  runProgram(name, address);
}

function runProgram(program: string, temporal: string): void {
  const child = spawn(process.execPath, ['--import', 'tsx', exampleFile(program)], {
    cwd: repoRoot,
    stdio: 'inherit',
    env: exampleEnvironment(temporal),
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
    // The channel to the process that started this one would keep it alive.
    process.channel?.unref();
  });
}

/** Until Ctrl-C. */
async function servePage(page: string, temporal: string): Promise<void> {
  try {
    const server = await servePages(temporal, pagesPort);
    onShutdown(() => server.stop());
    console.log(`${server.url}${page}/\n\nIt talks to ${temporal}. Ctrl-C ends it.`);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}. Does an example page run already?`);
    process.exit(1);
  }
}
