/** A host and port as Envoy's `socket_address` has them. */
export interface SocketAddress {
  address: string;
  port_value: number;
}

/** Splits `host:port`. @throws Error for anything else */
export function parseHostPort(address: string): SocketAddress {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:/\s]+)):(\d{1,5})$/.exec(address);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65_535) {
    throw new Error(`"${address}" is not an address of the form HOST:PORT, for example 127.0.0.1:7233.`);
  }
  return { address: match[1] ?? match[2] ?? '', port_value: port };
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

/** An endpoint of Temporal Cloud. */
export interface CloudEndpoint extends SocketAddress {
  /** Of a Namespace endpoint: `<namespace>.<account>`. A regional one serves all Namespaces of its region. */
  readonly namespace: string | undefined;
}

/**
 * Reads an address of Temporal Cloud, of either form: `<region>.<cloud>.api.temporal.io` or
 * `<namespace>.<account>.tmprl.cloud`, each with `:7233` or without.
 *
 * @throws Error for anything else
 */
export function parseCloudEndpoint(address: string): CloudEndpoint {
  const host = address.replace(/:7233$/, '').toLowerCase();
  const word = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
  const namespace = new RegExp(`^(${word}\\.${word})\\.tmprl\\.cloud$`).exec(host)?.[1];
  if (namespace === undefined && !new RegExp(`^${word}\\.${word}\\.api\\.temporal\\.io$`).test(host)) {
    throw new Error(
      `"${address}" is no endpoint of Temporal Cloud. Those are <region>.<cloud>.api.temporal.io:7233, for example ` +
        'us-west-2.aws.api.temporal.io:7233, and <namespace>.<account>.tmprl.cloud:7233.',
    );
  }
  return { address: host, port_value: 7233, namespace };
}
