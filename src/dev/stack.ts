import { rmSync } from 'node:fs';
import { buildConsole, consoleSourceExists } from './console/build-console.js';
import { serveConsole, type ConsoleServer } from './console/serve-console.js';
import { findEnvoy } from './parts/envoy.js';
import { findTemporalServer } from './parts/temporal-server.js';
import { stackFolder } from './paths.js';
import type { PartProcess } from './process/part-process.js';
import { startReaper } from './process/reaper.js';
import { step, type Log } from './progress.js';
import { localCertificate } from './proxy/certificate.js';
import { assertServesGrpcWeb } from './proxy/grpc-web-probe.js';
import { parseHostPort } from '../deploy/envoy/address.js';
import { startEnvoy } from './proxy/start-envoy.js';
import { prepareServer } from './server/prepare-server.js';
import { startServer } from './server/start-server.js';
import { chooseStackPorts, defaultPorts } from './stack-ports.js';
import { clearState, removeLeftFolders, temporaryFolder, writeState } from './stack-state.js';
import { waitUntil } from './wait-until.js';
import { startWorker, waitForPollers } from './worker/start-worker.js';

/** What to start and how. */
export interface StackOptions {
  /** HOST:PORT of a Temporal server that runs already. @default one is started */
  readonly server?: string;
  /** @default 'default' */
  readonly namespace?: string;
  /** Start the sample worker. @default true, but false with `server` */
  readonly worker?: boolean;
  /** Build and serve the console. @default false */
  readonly console?: boolean;
  /** Where to look first for the console's port, with `ports: 'default'`. @default 5173 */
  readonly consolePort?: number;
  /** `default`: the well-known ports, an error if one is taken; `free`: any. */
  readonly ports: 'default' | 'free';
  /** Origins of pages that may call, beside those of envoy.yaml. `*` stands for a port, or for one word of a host. */
  readonly allowOrigins?: readonly string[];
  /** File in which the server keeps its data. @default memory */
  readonly database?: string;
  /** For logs, configuration and state. @default `.stack`, or `.stack/free-PID` with free ports */
  readonly folder?: string;
  /** Gets the lines for people. */
  readonly log: Log;
  /** Gives up starting: what runs already is ended, and the call fails with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A running stack. */
export interface Stack {
  /** HOST:PORT of the Temporal server, for gRPC. */
  readonly temporalAddress: string;
  /** For gRPC-Web over HTTP/1.1, for example `http://127.0.0.1:8080`. */
  readonly envoyUrl: string;
  /** For gRPC-Web over HTTP/2, for example `https://localhost:8443`. */
  readonly envoyTlsUrl: string;
  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly certificateSpki: string;
  readonly namespace: string;
  /** Task queue of the sample worker. */
  readonly taskQueue: string;
  readonly consoleUrl?: string;
  /** The processes, for whoever wants to hurt one on purpose. */
  readonly parts: readonly PartProcess[];
  /** Aborts with the reason when a part ends by itself. The other parts have been ended by then. */
  readonly crashed: AbortSignal;
  /** Ends all parts. Resolves when they are gone; further calls wait for the same end. */
  stop(): Promise<void>;
}

const taskQueue = 'samples';

/**
 * Starts Temporal server, Envoy, sample worker and console, each checked by a real
 * call before the next one starts. If anything fails, what runs already is ended.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { log, namespace = 'default' } = options;
  const ownServer = options.server === undefined;
  if (options.server !== undefined) parseHostPort(options.server);
  const folder = options.folder ?? (options.ports === 'free' ? temporaryFolder() : stackFolder);
  const temporary = options.folder === undefined && options.ports === 'free';
  if (temporary) removeLeftFolders();
  const ports = await chooseStackPorts({
    ports: options.ports,
    ownServer,
    consolePort: options.consolePort ?? defaultPorts.console,
  });

  const reaper = startReaper();
  const parts: PartProcess[] = [];
  let consoleServer: ConsoleServer | undefined;
  const crash = new AbortController();
  let stopped: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    stopped ??= (async () => {
      await consoleServer?.stop();
      // Last started, first ended: a worker says goodbye to a server that still listens.
      for (const part of [...parts].reverse()) await part.stop();
      reaper.close();
      clearState(folder);
      if (temporary && !crash.signal.aborted) rmSync(folder, { recursive: true, force: true });
    })();
    return stopped;
  };
  const keep = (part: PartProcess): PartProcess => {
    parts.push(part);
    options.signal?.throwIfAborted();
    part.crashed.addEventListener('abort', () => {
      if (stopped !== undefined) return;
      void stop().then(() => {
        crash.abort(part.crashed.reason);
      });
    });
    return part;
  };

  /** Waiting for a part is over when it ends, or when the whole start is given up. */
  const endOf = (part: PartProcess): AbortSignal =>
    options.signal === undefined ? part.crashed : AbortSignal.any([part.crashed, options.signal]);

  try {
    const temporalAddress = options.server ?? `127.0.0.1:${ports.server.frontend}`;
    const register = ownServer || options.worker === true;
    if (ownServer) {
      const program = await step(
        log,
        'Temporal program',
        (note) => findTemporalServer(note, { signal: options.signal }),
        ({ path }) => path,
      );
      await step(
        log,
        'Temporal server',
        async () => {
          const database = options.database === undefined ? {} : { database: options.database };
          const server = keep(await startServer(program, { ports: ports.server, folder, reaper, ...database }));
          return prepareServer({
            address: temporalAddress,
            namespace,
            register,
            timeoutMs: 60_000,
            signal: endOf(server),
          });
        },
        (version) => `${temporalAddress}, version ${version}, namespace ${namespace}`,
      );
    } else {
      await step(
        log,
        'Temporal server',
        () => prepareServer({ address: temporalAddress, namespace, register, timeoutMs: 5_000 }),
        (version) => `${temporalAddress}, version ${version}, namespace ${namespace}`,
      );
    }

    const certificate = await localCertificate(stackFolder);
    const envoyProgram = await step(
      log,
      'Envoy program',
      (note) => findEnvoy(note, options.signal),
      (path) => path,
    );
    const envoyUrl = `http://127.0.0.1:${ports.envoy}`;
    const envoyTlsUrl = `https://localhost:${ports.envoyTls}`;
    const consoleOrigins = [`http://localhost:${ports.console}`, `http://127.0.0.1:${ports.console}`];
    await step(
      log,
      'Envoy',
      async () => {
        const envoy = keep(
          await startEnvoy(
            envoyProgram,
            {
              httpPort: ports.envoy,
              tlsPort: ports.envoyTls,
              adminPort: ports.envoyAdmin,
              temporalAddress,
              certificateFile: certificate.certificateFile,
              keyFile: certificate.keyFile,
              allowOrigins: [...consoleOrigins, ...(options.allowOrigins ?? [])],
            },
            { folder, reaper },
          ),
        );
        await waitUntil('a call through Envoy succeeds', () => assertServesGrpcWeb(envoyUrl), {
          timeoutMs: 30_000,
          signal: endOf(envoy),
        });
      },
      () => `${envoyUrl}  ${envoyTlsUrl}`,
    );

    if (options.worker ?? ownServer) {
      const where = { temporalAddress, namespace, taskQueue };
      await step(
        log,
        'Sample worker',
        async () => {
          const worker = keep(await startWorker({ ...where, folder, reaper }));
          await waitForPollers(where, endOf(worker));
        },
        () => `task queue ${taskQueue}`,
      );
    }

    if (options.console === true) {
      if (consoleSourceExists()) {
        await step(log, 'Console build', buildConsole, (built) => (built ? '' : 'up to date'));
        consoleServer = await step(
          log,
          'Console',
          () => serveConsole({ port: ports.console, config: { address: envoyUrl, namespace, taskQueue } }),
          ({ url }) => url,
        );
      } else log('  - Console: there is no src/app/index.html to build.');
    }

    options.signal?.throwIfAborted();
    writeState(folder, {
      pid: process.pid,
      startedAt: new Date().toISOString(),
      temporalAddress,
      envoyUrl,
      envoyTlsUrl,
      ...(consoleServer === undefined ? {} : { consoleUrl: consoleServer.url }),
      parts: Object.fromEntries(parts.map((part) => [part.name, part.pid])),
    });
    return {
      temporalAddress,
      envoyUrl,
      envoyTlsUrl,
      certificateSpki: certificate.spki,
      namespace,
      taskQueue,
      ...(consoleServer === undefined ? {} : { consoleUrl: consoleServer.url }),
      parts,
      crashed: crash.signal,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
