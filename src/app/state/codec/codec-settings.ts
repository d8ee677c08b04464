import { isRecord } from '../stored.js';

/** A header that goes to the codec server with every call. */
export interface CodecHeader {
  name: string;
  value: string;
  /** Its value is kept in memory only, and asked for again when the page is loaded again. */
  secret: boolean;
}

/** How the Payloads of a Namespace get to its codec server. */
export interface CodecSettings {
  /** Of the server, with `{namespace}` in it where that differs. Empty: no codec, whatever holds for other Namespaces. */
  endpoint: string;
  headers: readonly CodecHeader[];
  /** Sends the API key of this connection as `authorization`. Only over https, or to this machine. */
  passApiKey: boolean;
  /** Sends the cookies that the codec server has set. */
  includeCredentials: boolean;
  timeoutMs: number;
  /** Also what can be read without a codec, for codecs that wrap values in ordinary JSON. */
  sendEverything: boolean;
}

export const noCodec: CodecSettings = {
  endpoint: '',
  headers: [],
  passApiKey: false,
  includeCredentials: false,
  timeoutMs: 10_000,
  sendEverything: false,
};

/** Key of the settings for Namespaces that have none of their own. No Namespace is called so. */
export const otherNamespaces = '*';

/** Settings by Namespace, and those for all others. */
export type CodecTable = Readonly<Record<string, CodecSettings>>;

/**
 * A codec as `config.json` or this browser's storage has it: an object, its endpoint alone, or `false` for none.
 *
 * @returns undefined for what is none of these
 */
export function parseCodec(value: unknown): CodecSettings | undefined {
  if (value === false || value === null) return noCodec;
  if (typeof value === 'string') return { ...noCodec, endpoint: value.trim() };
  if (!isRecord(value)) return undefined;
  const { endpoint, timeoutMs } = value;
  return {
    endpoint: typeof endpoint === 'string' ? endpoint.trim() : '',
    headers: parseHeaders(value['headers']),
    passApiKey: value['passApiKey'] === true,
    includeCredentials: value['includeCredentials'] === true,
    timeoutMs: typeof timeoutMs === 'number' && timeoutMs >= 100 ? timeoutMs : noCodec.timeoutMs,
    sendEverything: value['sendEverything'] === true,
  };
}

/** Either `{"x-team": "orders"}` or the list that is stored. */
function parseHeaders(value: unknown): CodecHeader[] {
  const entries = Array.isArray(value)
    ? value
    : Object.entries(isRecord(value) ? value : {}).map(([name, text]) => ({ name, value: text }));
  return entries
    .filter(isRecord)
    .flatMap(({ name, value: text, secret }) =>
      typeof name === 'string' && name !== ''
        ? [{ name, value: typeof text === 'string' ? text : '', secret: secret === true }]
        : [],
    );
}

/** `codec` of config.json: settings for all Namespaces, and under `namespaces` those of single ones. */
export function parseCodecTable(value: unknown): CodecTable {
  const all = value === undefined ? undefined : parseCodec(value);
  const named = isRecord(value) && isRecord(value['namespaces']) ? value['namespaces'] : {};
  return {
    ...(all?.endpoint ? { [otherNamespaces]: all } : {}),
    ...parseStoredTable(named),
  };
}

export function parseStoredTable(value: unknown): CodecTable {
  const entries = Object.entries(isRecord(value) ? value : {}).flatMap(([namespace, codec]) => {
    const settings = parseCodec(codec);
    return settings ? [[namespace, settings] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** What may be stored: everything but the values of secret headers. */
export function storedCodec({ headers, ...settings }: CodecSettings): CodecSettings {
  return { ...settings, headers: headers.map((header) => (header.secret ? { ...header, value: '' } : header)) };
}

export type CodecPlace = 'browser' | 'config' | 'browser-others' | 'config-others' | 'none';

/** The settings for a Namespace. Its own go before those for all others, and the person's before those of the file. */
export function resolveCodec(
  namespace: string,
  browser: CodecTable,
  config: CodecTable,
): { settings: CodecSettings | undefined; from: CodecPlace } {
  const found = (
    [
      ['browser', browser, namespace],
      ['config', config, namespace],
      ['browser-others', browser, otherNamespaces],
      ['config-others', config, otherNamespaces],
    ] as const
  ).find(([, table, key]) => Object.hasOwn(table, key));
  if (!found) return { settings: undefined, from: 'none' };
  const [from, table, key] = found;
  const settings = table[key];
  return { settings: settings?.endpoint ? settings : undefined, from };
}
