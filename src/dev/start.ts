/** `npm start` and `npm run stack`: the local stack in the foreground, until Ctrl-C. */
import { stackFolder } from './paths.js';
import { elapsed, step } from './progress.js';
import { assertServesGrpcWeb } from './proxy/grpc-web-probe.js';
import { runSampleOrder, runUrl, type FinishedOrder } from './sample-order.js';
import { onShutdown } from './shutdown.js';
import { startStack } from './stack.js';
import { readState, type StackState } from './stack-state.js';
import { parseStartArguments, startHelp, UsageError, type StartOptions } from './start-options.js';

try {
  await main();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) console.error('All flags: npm start -- --help');
  process.exit(1);
}

async function main(): Promise<void> {
  const options = parseStartArguments(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
    return;
  }
  if (process.platform === 'win32') {
    throw new Error(
      'Envoy does not run on Windows. Run the same command in WSL: https://learn.microsoft.com/windows/wsl/install',
    );
  }
  const running = options.freePorts ? undefined : await runningStack();
  if (running !== undefined) {
    console.log(
      `A stack runs already (process ${running.pid}, since ${new Date(running.startedAt).toLocaleString()}):\n`,
    );
    console.log(describe(running));
    console.log('\nEnd it with Ctrl-C where it was started, or start another one beside it: npm start -- --free-ports');
    return;
  }
  await runStack(options);
}

async function runStack(options: StartOptions): Promise<void> {
  const started = performance.now();
  const abort = new AbortController();
  const starting = startStack({
    ports: options.freePorts ? 'free' : 'default',
    console: options.console,
    allowOrigins: options.allowOrigins,
    log: console.log,
    signal: abort.signal,
    ...(options.server === undefined ? {} : { server: options.server }),
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    ...(options.worker === undefined ? {} : { worker: options.worker }),
    ...(options.consolePort === undefined ? {} : { consolePort: options.consolePort }),
    ...(options.database === undefined ? {} : { database: options.database }),
  });
  onShutdown(async (reason) => {
    console.log(`\nEnding the stack (${reason}) …`);
    abort.abort(new Error('Ended before it was ready.'));
    const stack = await starting.catch(() => undefined);
    await stack?.stop();
  });
  const stack = await starting;
  // The work of a console's visitor, once, where nobody else's data is.
  const order =
    options.console && options.server === undefined && options.worker !== false
      ? await step(console.log, 'Sample order', () => runSampleOrder(stack), sayOrder)
      : undefined;
  console.log(`\nReady in ${elapsed(started)}.\n\n${describe(stack, order)}\n\nCtrl-C ends everything.`);
  await new Promise<never>((_resolve, reject) => {
    stack.crashed.addEventListener('abort', () => {
      reject(stack.crashed.reason as Error);
    });
  });
}

/** A stack started earlier from this checkout that still answers. */
async function runningStack(): Promise<StackState | undefined> {
  const state = readState(stackFolder);
  if (state === undefined) return undefined;
  try {
    await assertServesGrpcWeb(state.envoyUrl);
    return state;
  } catch {
    // A process number that belongs to somebody else by now. If not, the port check will say who is in the way.
    return undefined;
  }
}

function sayOrder({ workflowId, trackingNumber }: FinishedOrder): string {
  return `${workflowId} delivered, ${trackingNumber ?? 'no tracking number'}`;
}

function describe(
  stack: Pick<StackState, 'consoleUrl' | 'envoyUrl' | 'envoyTlsUrl' | 'temporalAddress'> & { namespace?: string },
  order?: FinishedOrder,
): string {
  const { consoleUrl, namespace = 'default' } = stack;
  return [
    ...(consoleUrl === undefined ? [] : [`  Console   ${consoleUrl}`]),
    ...(consoleUrl && order ? [`  Order     ${runUrl(consoleUrl, namespace, order.workflowId)}`] : []),
    `  Envoy     ${stack.envoyUrl} (HTTP/1.1), ${stack.envoyTlsUrl} (HTTP/2)`,
    `  Temporal  ${stack.temporalAddress}`,
  ].join('\n');
}
