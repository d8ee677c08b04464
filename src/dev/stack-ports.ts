import { portHolder } from './port-holder.js';
import { freePorts, isPortFree, nextFreePort } from './ports.js';
import { internalPortCount, type ServerPorts } from './server/server-config.js';

/** Every port that a stack listens on. */
export interface StackPorts {
  readonly envoy: number;
  readonly envoyTls: number;
  readonly envoyAdmin: number;
  readonly console: number;
  readonly server: ServerPorts;
}

/** What {@link StackPorts} depend on. */
export interface PortOptions {
  /** `default`: the ports of envoy.yaml and of Temporal; `free`: whatever is free. */
  readonly ports: 'default' | 'free';
  /** True when a Temporal server is to be started. */
  readonly ownServer: boolean;
  /** Where to look first for the console's port. */
  readonly consolePort: number;
}

/** The well-known ports, as envoy.yaml and Temporal have them. */
export const defaultPorts = { temporal: 7233, envoy: 8080, envoyTls: 8443, envoyAdmin: 9901, console: 5173 } as const;

const temporalHttpPort = 7243;

/** As in Temporal's own example configurations, in the order of `ServerPorts.internal`. */
const temporalInternalPorts = [7234, 7235, 7239, 6933, 6934, 6935, 6939];

/** Chooses and checks the ports. @throws Error that names the port, its holder, and the ways out */
export async function chooseStackPorts(options: PortOptions): Promise<StackPorts> {
  const [http = 0, a = 0, b = 0, c = 0, d = 0, e = 0, ...internal] = await freePorts(6 + internalPortCount);
  if (options.ports === 'free') {
    return { envoy: a, envoyTls: b, envoyAdmin: c, console: d, server: { frontend: e, http, internal } };
  }
  if (options.ownServer) {
    await demandFree(
      defaultPorts.temporal,
      'the Temporal server',
      `If that is a Temporal server, use it: npm start -- --server 127.0.0.1:${defaultPorts.temporal}`,
    );
  }
  await demandFree(defaultPorts.envoy, 'Envoy (HTTP/1.1)');
  await demandFree(defaultPorts.envoyTls, 'Envoy (TLS)');
  return {
    envoy: defaultPorts.envoy,
    envoyTls: defaultPorts.envoyTls,
    // The admin page is a convenience; it is not worth refusing to start.
    envoyAdmin: await preferred(defaultPorts.envoyAdmin, c),
    console: await nextFreePort(options.consolePort),
    server: {
      frontend: defaultPorts.temporal,
      http: await preferred(temporalHttpPort, http),
      // The same ones each time: a server that finds its data again also finds the addresses of its last run
      // in there, and waits most of a minute for them unless they are its own.
      internal: await Promise.all(internal.map((port, index) => preferred(temporalInternalPorts[index] ?? port, port))),
    },
  };
}

async function preferred(port: number, otherwise: number): Promise<number> {
  return (await isPortFree(port)) ? port : otherwise;
}

async function demandFree(port: number, forWhat: string, hint?: string): Promise<void> {
  if (await isPortFree(port)) return;
  const holder = portHolder(port);
  throw new Error(
    [
      `Port ${port}, which ${forWhat} needs, is taken${holder === undefined ? '' : ` by ${holder}`}.`,
      ...(hint === undefined ? [] : [`  ${hint}`]),
      '  To leave it alone and let the stack choose free ports: npm start -- --free-ports',
    ].join('\n'),
  );
}
