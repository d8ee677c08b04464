import { readStored, writeStored } from '../stored.js';
import {
  type CodecPlace,
  type CodecSettings,
  type CodecTable,
  parseStoredTable,
  resolveCodec,
  storedCodec,
} from './codec-settings.js';

/**
 * Which codec each Namespace has: what came with the page, under what the person has set in this browser. Values of
 * secret headers are here, in memory, and never in the browser's storage.
 */
export class Codecs {
  readonly config: CodecTable;
  #browser = $state.raw<CodecTable>(parseStoredTable(readStored('codecs')));

  constructor(config: CodecTable) {
    this.config = config;
  }

  /** Reactive. */
  for(namespace: string): { settings: CodecSettings | undefined; from: CodecPlace } {
    return resolveCodec(namespace, this.#browser, this.config);
  }

  /** What the person has set for exactly this key, a Namespace or `otherNamespaces`. */
  own(key: string): CodecSettings | undefined {
    return Object.hasOwn(this.#browser, key) ? this.#browser[key] : undefined;
  }

  /** Every Namespace with settings of its own, and `otherNamespaces`. */
  get keys(): readonly string[] {
    return Object.keys({ ...this.config, ...this.#browser }).sort();
  }

  /** @param settings none: what came with the page holds again */
  set(key: string, settings: CodecSettings | undefined): void {
    const rest = Object.entries(this.#browser).filter(([other]) => other !== key);
    this.#browser = Object.fromEntries(settings ? [...rest, [key, settings] as const] : rest);
    writeStored(
      'codecs',
      Object.fromEntries(Object.entries(this.#browser).map(([name, codec]) => [name, storedCodec(codec)])),
    );
  }
}
