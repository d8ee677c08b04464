import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { EnvoyOptions } from '../../src/deploy/envoy/options.js';
import { spkiFingerprint } from '../../src/dev/proxy/certificate.js';
import { type RunningOidcProvider, startOidcProvider } from '../../src/dev/variants/oidc-provider.js';
import { startTemporalVariant, type TemporalVariant } from '../../src/dev/variants/temporal-variant.js';
import { type Authority, type Certificate, createAuthority } from '../fixtures/certificates.js';
import { type EnvoyProxy, startEnvoyProxy } from '../fixtures/envoy-proxy.js';
import { SecurityBrowser } from './browser.js';
import type { Answer, CallSpec } from './caller.js';

/** Name in the certificates of the Temporal servers. */
export const serverName = 'temporal.test';
/** `aud` of the tokens. */
export const audience = 'temporal';
export const namespaces = { first: 'default', second: 'second' } as const;

/** What all variants share: who signs certificates and tokens, and a browser. */
export class World {
  readonly authority: Authority;
  readonly identity: RunningOidcProvider;
  readonly browser: SecurityBrowser;
  /** Of an origin that proxies allow. */
  readonly page: Page;
  /** Of one that they do not. */
  readonly foreignPage: Page;
  /** For files of servers. */
  readonly folder: string;
  readonly #listener: Certificate;
  #plain: Promise<TemporalVariant> | undefined;

  private constructor(
    parts: Pick<World, 'authority' | 'identity' | 'browser' | 'page' | 'foreignPage'>,
    listener: Certificate,
  ) {
    this.authority = parts.authority;
    this.identity = parts.identity;
    this.browser = parts.browser;
    this.page = parts.page;
    this.foreignPage = parts.foreignPage;
    this.folder = mkdtempSync(join(tmpdir(), 'security-'));
    this.#listener = listener;
  }

  static async start(chromium: string): Promise<World> {
    const authority = await createAuthority();
    const listener = await authority.server('localhost');
    const browser = await SecurityBrowser.start(chromium, spkiFingerprint(listener.certificate));
    const identity = await startOidcProvider({ consoleUrls: [`${browser.origin}/`], namespaces });
    const [page, foreignPage] = [await browser.open(), await browser.open('foreign')];
    return new World({ authority, identity, browser, page, foreignPage }, listener);
  }

  /** Writes a file for servers; returns its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** The Temporal server with TLS that lets in everybody. All variants whose proxies refuse share it. */
  plainTemporal(): Promise<TemporalVariant> {
    this.#plain ??= this.startTemporal();
    return this.#plain;
  }

  /** Starts a Temporal server with TLS and both Namespaces. */
  async startTemporal(demands: { clientAuthority?: string; tokens?: boolean } = {}): Promise<TemporalVariant> {
    const own = await this.authority.server(serverName);
    const preparer = await this.authority.client('preparer');
    const folder = mkdtempSync(join(this.folder, 'temporal-'));
    return startTemporalVariant({
      folder,
      namespaces: Object.values(namespaces),
      tls: {
        certificateFile: this.file('temporal.crt', own.certificate),
        keyFile: this.file('temporal.key', own.key),
        ...(demands.clientAuthority !== undefined && { clientAuthorityFile: demands.clientAuthority }),
      },
      ...(demands.tokens && { authorization: { jwksUri: this.identity.jwksUri, audience } }),
      connection: {
        tls: {
          serverNameOverride: serverName,
          serverRootCACertificate: Buffer.from(this.authority.certificate),
          clientCertPair: { crt: Buffer.from(preparer.certificate), key: Buffer.from(preparer.key) },
        },
        metadata: { authorization: `Bearer ${this.identity.issueToken('admin')}` },
      },
    });
  }

  /**
   * Starts Envoy with a generated configuration in front of a server. Pages use its port with TLS, programs the other.
   *
   * @param files certificates and keys, by path in Envoy's folder
   */
  async startProxy(
    upstream: string,
    options: Omit<Partial<EnvoyOptions>, 'upstream'> = {},
    files: Readonly<Record<string, string>> = {},
    ports: { readonly https?: number } = {},
  ): Promise<EnvoyProxy> {
    const { issuer, jwksUri } = this.identity;
    return startEnvoyProxy(
      (folder) => ({
        target: 'tls',
        upstream,
        serverName,
        authorityFile: `${folder}/ca.crt`,
        origins: [this.browser.origin],
        auth: { issuer, audiences: [audience], jwksUri },
        // All that this suite does comes from one address.
        limits: { perAddress: false, requestSeconds: 2 },
        ...options,
        listen: {
          https: 1,
          certificate: { certificateFile: `${folder}/own.crt`, keyFile: `${folder}/own.key` },
          ...options.listen,
        },
      }),
      {
        'ca.crt': this.authority.certificate,
        'own.crt': this.#listener.certificate,
        'own.key': this.#listener.key,
        ...files,
      },
      undefined,
      ports,
    );
  }

  /** Makes a call from the page. */
  fromPage(spec: CallSpec, page = this.page): Promise<Answer> {
    return page.evaluate((given) => globalThis.security.call(given), spec);
  }

  async stop(): Promise<void> {
    await this.browser.stop();
    await this.identity.stop();
    await (await this.#plain)?.stop();
    rmSync(this.folder, { recursive: true });
  }
}
