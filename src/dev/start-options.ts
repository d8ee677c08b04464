import { parseArgs } from 'node:util';
import { parseHostPort } from '../deploy/envoy/address.js';

/** What `npm start -- …` asks for. */
export interface StartOptions {
  readonly help: boolean;
  readonly server?: string;
  readonly namespace?: string;
  readonly worker?: boolean;
  readonly console: boolean;
  readonly consolePort?: number;
  readonly freePorts: boolean;
  readonly allowOrigins: readonly string[];
  readonly database?: string;
}

/** A flag that does not exist or has an impossible value. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const startHelp = `Starts Temporal, Envoy, a sample worker and the console on this machine.

  npm start                            everything, until Ctrl-C
  npm start -- --server HOST:PORT      in front of a Temporal server that runs already
  npm run stack                        everything but the console

Flags (after --):
  --server HOST:PORT    use this Temporal server; starts no server and no sample worker
  --namespace NAME      namespace for console and worker (default: default)
  --worker              start the sample worker even with --server; registers its search attributes there
  --no-worker           do not start the sample worker
  --no-console          do not build and serve the console
  --port PORT           port of the console (default: 5173, or the next free one)
  --free-ports          use any free ports instead of 7233, 8080, 8443 and 5173
  --allow-origin URL    let pages from there call, for example http://localhost:3000; may be repeated
  --database FILE       keep the server's data in this file (default: memory, gone at the end)
  --help                this text`;

/** Reads the command line. @throws UsageError */
export function parseStartArguments(args: readonly string[]): StartOptions {
  const { values } = parse(args);
  const { server, namespace, database, port } = values;
  if (server !== undefined) usage(() => parseHostPort(server), '--server');
  const consolePort = port === undefined ? undefined : Number(port);
  if (consolePort !== undefined && !(Number.isInteger(consolePort) && consolePort > 0 && consolePort < 65_536)) {
    throw new UsageError(`--port ${port} is not a port number.`);
  }
  if (server !== undefined && database !== undefined) {
    throw new UsageError('--database is for the server that is started here; it does not go with --server.');
  }
  const origins = values['allow-origin'] ?? [];
  for (const origin of origins) {
    if (!/^https?:\/\/[^/\s]+$/.test(origin)) {
      throw new UsageError(
        `--allow-origin ${origin} is not an origin such as http://localhost:3000 (no path, no final slash).`,
      );
    }
  }
  return {
    help: values.help ?? false,
    console: !(values['no-console'] ?? false),
    freePorts: values['free-ports'] ?? false,
    allowOrigins: origins,
    ...(server === undefined ? {} : { server }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(database === undefined ? {} : { database }),
    ...(consolePort === undefined ? {} : { consolePort }),
    ...workerChoice(values.worker, values['no-worker']),
  };
}

function workerChoice(yes: boolean | undefined, no: boolean | undefined): { worker?: boolean } {
  if (yes === true && no === true) throw new UsageError('--worker and --no-worker contradict each other.');
  if (yes === true) return { worker: true };
  return no === true ? { worker: false } : {};
}

function parse(args: readonly string[]) {
  return usage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        help: { type: 'boolean', short: 'h' },
        server: { type: 'string' },
        namespace: { type: 'string' },
        worker: { type: 'boolean' },
        'no-worker': { type: 'boolean' },
        'no-console': { type: 'boolean' },
        port: { type: 'string' },
        'free-ports': { type: 'boolean' },
        'allow-origin': { type: 'string', multiple: true },
        database: { type: 'string' },
      },
    }),
  );
}

function usage<T>(read: () => T, flag?: string): T {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(flag === undefined ? message : `${flag}: ${message}`);
  }
}
