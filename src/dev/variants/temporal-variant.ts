import type { ConnectionOptions } from '@temporalio/client';
import { findTemporalServer } from '../parts/temporal-server.js';
import { freePorts } from '../ports.js';
import { startReaper } from '../process/reaper.js';
import { prepareServer } from '../server/prepare-server.js';
import { internalPortCount } from '../server/server-config.js';
import type { ServerSecurity } from '../server/server-security.js';
import { startServer } from '../server/start-server.js';

/** What kind of server to start, and how its Namespaces are made. */
export interface TemporalVariantOptions extends Omit<ServerSecurity, 'internalFrontend'> {
  /** Gets configuration and logs. */
  readonly folder: string;
  readonly namespaces: readonly string[];
  /** For the calls that prepare the server: what it demands. */
  readonly connection: Pick<ConnectionOptions, 'tls' | 'metadata'>;
}

/** A real Temporal server that does not let in everybody. */
export interface TemporalVariant {
  /** HOST:PORT. */
  readonly address: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

/** Starts a Temporal server with TLS, on loopback and in memory, and registers the Namespaces. */
export async function startTemporalVariant(options: TemporalVariantOptions): Promise<TemporalVariant> {
  const { folder, namespaces, connection, tls, authorization } = options;
  const [frontend, http, a, b, ...internal] = await freePorts(4 + internalPortCount);
  const reaper = startReaper();
  const program = await findTemporalServer(() => undefined, { configurable: true });
  const part = await startServer(program, {
    ports: { frontend: frontend!, http: http!, internal },
    folder,
    reaper,
    security: { tls, ...(authorization && { authorization }), internalFrontend: [a!, b!] },
  });
  const stop = async (): Promise<void> => {
    await part.stop();
    reaper.close();
  };
  const address = `127.0.0.1:${frontend!}`;
  try {
    for (const namespace of namespaces) {
      await prepareServer({
        address,
        namespace,
        connection,
        register: true,
        timeoutMs: 60_000,
        signal: part.crashed,
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, logFile: part.logFile, stop };
}
