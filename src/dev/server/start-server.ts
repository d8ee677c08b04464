import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemporalServerProgram } from '../parts/temporal-server.js';
import { startPart, type PartProcess } from '../process/part-process.js';
import type { Reaper } from '../process/reaper.js';
import { dynamicConfig } from './dynamic-config.js';
import { sampleSearchAttributes } from './sample-search-attributes.js';
import { serverConfig, type ServerPorts } from './server-config.js';
import { securityDynamicConfig, type ServerSecurity } from './server-security.js';

/** Where and how the server runs. */
export interface ServerOptions {
  readonly ports: ServerPorts;
  /** Gets the configuration files and `logs/`. */
  readonly folder: string;
  readonly reaper: Reaper;
  /** Keeps data in this file; default is memory. */
  readonly database?: string;
  /** Needs the program that takes a configuration file. Default: everybody is let in. */
  readonly security?: ServerSecurity;
}

/** Starts a Temporal server. It is not ready yet when this returns: see `prepareServer`. @throws Error for security with the CLI */
export async function startServer(program: TemporalServerProgram, options: ServerOptions): Promise<PartProcess> {
  return startPart({
    name: 'Temporal server',
    command: program.path,
    args: program.kind === 'cli' ? cliArguments(options) : serverArguments(options),
    logFile: join(options.folder, 'logs', 'temporal.log'),
    reaper: options.reaper,
    // In memory there is nothing to save, so nothing to be patient for.
    stopTimeoutMs: options.database === undefined ? 3_000 : 15_000,
  });
}

function serverArguments(options: ServerOptions): string[] {
  const folder = join(options.folder, 'temporal');
  mkdirSync(folder, { recursive: true });
  const dynamicFile = join(folder, 'dynamic-config.yaml');
  const { security } = options;
  const dynamic = { ...dynamicConfig(options.ports.http), ...(security && securityDynamicConfig(security)) };
  const values = Object.entries(dynamic).map(([key, value]) => [key, [{ value }]]);
  writeFileSync(dynamicFile, `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`);
  const configFile = join(folder, 'temporal.yaml');
  const config = serverConfig(options.ports, dynamicFile, options.database, security);
  writeFileSync(configFile, `${JSON.stringify(config, null, 2)}\n`);
  const services = ['frontend', 'history', 'matching', 'worker', ...(security ? ['internal-frontend'] : [])];
  return [
    ...['--config-file', configFile, ...(security?.authorization ? [] : ['--allow-no-auth']), 'start'],
    ...services.flatMap((service) => ['--service', service]),
  ];
}

function cliArguments(options: ServerOptions): string[] {
  if (options.security) throw new Error('The Temporal CLI has no options for TLS and authorization.');
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--log-level', 'warn'],
    ...['--port', String(options.ports.frontend), '--http-port', String(options.ports.http)],
    ...(options.database === undefined ? [] : ['--db-filename', options.database]),
    ...Object.entries(dynamicConfig(options.ports.http)).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
    ...Object.entries(sampleSearchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}
