import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Passes TCP connections on to Envoy, and can turn them half-open: they stay up, nobody answers, nobody hangs up, as
 * after a change of networks or behind a NAT that has forgotten them. TLS and HTTP/2 pass too.
 */
export class TcpGate {
  readonly #server: Server;
  readonly #port: number;
  readonly #clients = new Set<Socket>();
  readonly #passing = new Map<Socket, Socket>();
  #isOpen = true;

  private constructor(port: number) {
    this.#port = port;
    // Without this, Node answers the client's FIN by itself.
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  /** @param target URL of Envoy */
  static async start(target: string): Promise<TcpGate> {
    const gate = new TcpGate(Number(new URL(target).port));
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** The same URL as `target`, through this gate. */
  through(target: string): string {
    const url = new URL(target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.origin;
  }

  /** How many connections pass at present. */
  get connections(): number {
    return this.#passing.size;
  }

  /** Every connection is silent from now on, and so are new ones until {@link TcpGate.open}. */
  blackHole(): void {
    this.#isOpen = false;
    for (const [client, upstream] of this.#passing) {
      client.unpipe();
      upstream.unpipe();
      // Read and dropped: the client's writes go out as on a network that loses them.
      client.on('data', () => undefined).resume();
      upstream.destroy();
    }
    this.#passing.clear();
  }

  /** New connections pass again. Those that were silent stay so. */
  open(): void {
    this.#isOpen = true;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const client of this.#clients) client.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    this.#clients.add(client);
    client.setNoDelay().on('error', () => undefined);
    client.once('close', () => this.#clients.delete(client));
    if (!this.#isOpen) {
      client.on('data', () => undefined);
      return;
    }
    const upstream = connect({ port: this.#port, host: '127.0.0.1' }).setNoDelay();
    this.#passing.set(client, upstream);
    client.pipe(upstream).on('error', () => undefined);
    upstream.pipe(client);
    // While it passes, an end on one side is an end on the other; a connection that is silent has left the map.
    client.once('close', () => {
      this.#passing.delete(client);
      upstream.destroy();
    });
    upstream.once('close', () => {
      if (this.#passing.delete(client)) client.end();
    });
  }
}
