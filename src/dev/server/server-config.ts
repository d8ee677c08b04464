import { globalSecurity, type ServerSecurity } from './server-security.js';

/** Ports of one Temporal server process. All listen on loopback. */
export interface ServerPorts {
  /** gRPC, the one that clients use. */
  readonly frontend: number;
  /** The frontend's HTTP port, needed for Nexus callbacks. */
  readonly http: number;
  /** gRPC ports of history, matching and worker, then the four membership ports. */
  readonly internal: readonly number[];
}

/** How many {@link ServerPorts.internal} ports a server needs. */
export const internalPortCount = 7;

/**
 * Configuration of a Temporal server that runs all its services in one process on
 * SQLite. JSON is YAML, so what this returns can be written to the file as JSON.
 *
 * @param database file that keeps the data; without it everything is in memory and ends with the process
 * @param security without it the frontend lets in everybody
 */
export function serverConfig(
  ports: ServerPorts,
  dynamicConfigFile: string,
  database?: string,
  security?: ServerSecurity,
): object {
  const [history, matching, worker, ...membership] = ports.internal;
  const service = (grpcPort: number | undefined, membershipPort: number | undefined, more: object = {}): object => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...more },
  });
  const store = { sql: sqlite(database) };
  const frontend = `127.0.0.1:${ports.frontend}`;
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      // Two names with one database: the plugin shares the connection between them.
      defaultStore: 'sqlite-default',
      visibilityStore: 'sqlite-visibility',
      numHistoryShards: 1,
      datastores: { 'sqlite-default': store, 'sqlite-visibility': store },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      ...(security && globalSecurity(security)),
    },
    services: {
      frontend: service(ports.frontend, membership[0], { httpPort: ports.http }),
      // Whoever has no certificate and no token goes through this one: the server's own workers.
      ...(security && { 'internal-frontend': service(...security.internalFrontend) }),
      history: service(history, membership[1]),
      matching: service(matching, membership[2]),
      worker: service(worker, membership[3]),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: frontend,
          httpAddress: `127.0.0.1:${ports.http}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    ...(security === undefined && { publicClient: { hostPort: frontend } }),
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
}

/** SQLite has one writer, so one connection. It must never be closed for age: in memory, that is the data's end. */
function sqlite(database: string | undefined): object {
  return {
    pluginName: 'sqlite',
    databaseName: database ?? 'default',
    connectAddr: 'localhost',
    connectProtocol: 'tcp',
    connectAttributes:
      database === undefined
        ? { mode: 'memory', cache: 'private' }
        : { mode: 'rwc', cache: 'private', setup: 'true', journal_mode: 'wal', synchronous: '2' },
    maxConns: 1,
    maxIdleConns: 1,
  };
}
