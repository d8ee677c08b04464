import { RemoteCodecError } from '../../../client/index.js';
import { type CodecSettings, noCodec, otherNamespaces } from '../../state/codec/codec-settings.js';
import type { Session } from '../../state/session.svelte.js';
import { Task } from '../../state/task.svelte.js';
import { texts } from '../../texts/codec-settings.js';
import type { CodecTest } from './codec-test.js';

export interface HeaderDraft {
  id: number;
  name: string;
  value: string;
  secret: boolean;
}

export type TestOutcome =
  { ok: true; test: CodecTest } | { ok: false; error: unknown; cors: boolean; headers: string | undefined };

/** The settings of one codec while a person types them. */
export class CodecForm {
  readonly session: Session;
  /** Undefined: the person names the Namespace. */
  readonly key: string | undefined;
  name = $state('');
  endpoint = $state('');
  passApiKey = $state(false);
  includeCredentials = $state(false);
  sendEverything = $state(false);
  timeoutSeconds = $state('10');
  headers = $state<HeaderDraft[]>([]);
  submitted = $state(false);
  #lastId = 0;
  readonly test = new Task((signal) => this.#test(signal));

  constructor(session: Session, key: string | undefined) {
    this.session = session;
    this.key = key;
    const settings = (key && (session.codecs.own(key) ?? session.codecs.config[key])) || noCodec;
    this.endpoint = settings.endpoint;
    this.passApiKey = settings.passApiKey;
    this.includeCredentials = settings.includeCredentials;
    this.sendEverything = settings.sendEverything;
    this.timeoutSeconds = String(settings.timeoutMs / 1000);
    this.headers = settings.headers.map((header) => ({ id: ++this.#lastId, ...header }));
  }

  addHeader(): void {
    this.headers.push({ id: ++this.#lastId, name: '', value: '', secret: false });
  }

  removeHeader(id: number): void {
    this.headers = this.headers.filter((header) => header.id !== id);
  }

  /** For which Namespace a test is made: one of "all others" that is at hand. */
  get namespace(): string {
    const key = this.key ?? this.name.trim();
    return key === otherNamespaces || key === '' ? this.session.homeNamespace : key;
  }

  /** Why a key may not travel there; it is refused by the codec's client too. */
  get keyRefused(): boolean {
    return /^http:/.test(this.endpoint.trim()) && !/^http:\/\/(localhost|127\.\d|\[::1\])/.test(this.endpoint.trim());
  }

  readonly errors = $derived.by(() => {
    const seconds = Number(this.timeoutSeconds);
    return {
      name: this.key === undefined && !this.name.trim() ? texts.nameMissing : undefined,
      endpoint: endpointError(this.endpoint.trim()),
      timeout: seconds >= 0.1 && seconds <= 600 ? undefined : texts.timeoutError,
      headers: this.headers.map(({ name, value }) => headerError(name.trim(), value)),
    };
  });

  get valid(): boolean {
    const { name, endpoint, timeout, headers } = this.errors;
    return !name && !endpoint && !timeout && headers.every((error) => !error);
  }

  get settings(): CodecSettings {
    return {
      endpoint: this.endpoint.trim().replace(/\/+$/, ''),
      headers: this.headers.map(({ name, value, secret }) => ({ name: name.trim(), value: value.trim(), secret })),
      passApiKey: this.passApiKey && !this.keyRefused,
      includeCredentials: this.includeCredentials,
      timeoutMs: Number(this.timeoutSeconds) * 1000,
      sendEverything: this.sendEverything,
    };
  }

  /** @returns whether it was saved */
  save(): boolean {
    this.submitted = true;
    if (!this.valid) return false;
    this.session.codecs.set(this.key ?? this.name.trim(), this.settings);
    return true;
  }

  /** Back to what came with the page. */
  remove(): void {
    if (this.key) this.session.codecs.set(this.key, undefined);
  }

  runTest(): void {
    this.submitted = true;
    if (this.valid && this.endpoint.trim()) void this.test.run();
  }

  async #test(signal: AbortSignal): Promise<TestOutcome> {
    const { testCodec, isRefusedByCors, corsHeaders } = await import('./codec-test.js');
    const { settings, namespace } = this;
    try {
      return { ok: true, test: await testCodec(settings, namespace, () => this.session.apiKeyForCodec, signal) };
    } catch (error) {
      const unreachable = error instanceof RemoteCodecError && error.kind === 'unreachable';
      const cors = unreachable && (await isRefusedByCors(settings, namespace, signal));
      return { ok: false, error, cors, headers: unreachable ? corsHeaders(settings, location.origin) : undefined };
    }
  }
}

function endpointError(endpoint: string): string | undefined {
  // Empty means none.
  if (endpoint === '') return undefined;
  let url: URL;
  try {
    url = new URL(endpoint, endpoint.startsWith('/') ? location.href : undefined);
  } catch {
    return texts.endpointError;
  }
  if (!/^https?:$/.test(url.protocol)) return texts.endpointError;
  if (url.username || url.password) return texts.endpointPassword;
  return url.search || url.hash ? texts.endpointQuery : undefined;
}

function headerError(name: string, value: string): string | undefined {
  if (name === '') return texts.headerNameMissing;
  try {
    new Headers([[name, value]]);
  } catch {
    return texts.headerError;
  }
  return undefined;
}
