/** Runs in Chromium: calls with a secret, in every way they can fail. */
import { Client, Connection, type ConnectionOptions, RemoteCodec, describeError } from '../../../src/client/index.js';
import { loadClientConfigFromToml } from '../../../src/client/envconfig/index.js';

/** What the failing calls talk to. */
export interface Places {
  /** Envoy that verifies tokens. */
  readonly guarded: string;
  /** Temporal that verifies tokens itself, behind Envoy. */
  readonly verifying: string;
  /** A server that answers wrongly, in a way for each first word of the path. */
  readonly faulty: string;
  /** Nothing listens there. */
  readonly nowhere: string;
}

/** The secrets of a page. */
export interface Secrets {
  /** No token at all. */
  readonly key: string;
  /** A token that Envoy and Temporal take, of somebody who may read in one Namespace. */
  readonly token: string;
  /** One that has expired. */
  readonly expired: string;
}

/** What to look for: of tokens, the parts that no other token has. */
export function partsOf({ key, token, expired }: Secrets): string[] {
  return [key, ...[token, expired].flatMap((each) => each.split('.').slice(1))];
}

/** What a case may tell beside its error. */
export type Tell = (what: unknown) => void;

type Case = (secrets: Secrets, places: Places, tell: Tell) => Promise<unknown>;

const once: Partial<ConnectionOptions> = { retry: false, connectTimeout: '2s' };

/** A call that must fail, with all that a page may hold of it. */
async function ask(options: ConnectionOptions, tell: Tell, more: { timeoutMs?: number; rpc?: string } = {}) {
  const connection = Connection.lazy({ ...once, onRetry: tell, ...options });
  const client = new Client({ connection });
  const handle = client.workflow.getHandle('nobody');
  tell({ connection, client, handle });
  try {
    const { timeoutMs, rpc = 'describe' } = more;
    return await (rpc === 'describe'
      ? handle.describe({ ...(timeoutMs && { timeoutMs }) })
      : handle.terminate('because'));
  } finally {
    await connection.close();
  }
}

const faults = [
  'html',
  'http-400',
  'http-401',
  'http-403',
  'http-404',
  'http-413',
  'http-429',
  'http-500',
  'http-503',
  'redirect',
  'truncated',
  'malformed',
  'hidden',
  'reset',
  'no-cors',
  'repeats-key',
  'repeats-key-encoded',
] as const;

/** By the name of the way to fail. */
export const failures: Readonly<Record<string, Case>> = {
  'Envoy: no token': ({ key }, { guarded }, tell) => ask({ address: guarded, apiKey: key }, tell),
  'Envoy: expired': ({ expired }, { guarded }, tell) => ask({ address: guarded, apiKey: expired }, tell),
  'Envoy: role': ({ token }, { guarded }, tell) => ask({ address: guarded, apiKey: token }, tell, { rpc: 'terminate' }),
  'Envoy: not found': ({ token }, { guarded }, tell) => ask({ address: guarded, apiKey: token }, tell),
  'Temporal: no token': ({ key }, { verifying }, tell) => ask({ address: verifying, apiKey: key }, tell),
  'Temporal: role': ({ token }, { verifying }, tell) =>
    ask({ address: verifying, apiKey: token }, tell, { rpc: 'terminate' }),
  'key from a function': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, apiKey: () => Promise.resolve(key) }, tell),
  'key in metadata': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, metadata: { authorization: `Bearer ${key}` } }, tell),
  'key in metadata that CORS does not allow': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, metadata: { 'x-key': key } }, tell),
  'key set later': async ({ key }, { guarded }, tell) => {
    const connection = Connection.lazy({ ...once, address: guarded });
    tell(connection);
    connection.setApiKey(key);
    await connection.workflowService.listNamespaces({});
  },
  'key for some calls': ({ key }, { guarded }, tell) =>
    Connection.lazy({ ...once, address: guarded }).withApiKey(key, async (view) => {
      tell([view, view.scope.metadata === undefined]);
      await view.ensureConnected();
      await view.workflowService.listNamespaces({});
    }),
  ...Object.fromEntries(
    faults.map((fault): [string, Case] => [
      `answer: ${fault}`,
      ({ key }, { faulty }, tell) => ask({ address: `${faulty}/${fault}`, apiKey: key }, tell),
    ]),
  ),
  'repeated and told': ({ key }, { faulty }, tell) =>
    ask({ address: `${faulty}/http-503`, apiKey: key, retry: { maxAttempts: 3, initialIntervalMs: () => 1 } }, tell),
  'no answer in time': ({ key }, { faulty }, tell) =>
    ask({ address: `${faulty}/silent`, apiKey: key }, tell, { timeoutMs: 200 }),
  'nobody listens': ({ key }, { nowhere }, tell) => ask({ address: nowhere, apiKey: key }, tell),
  'given up': async ({ key }, { faulty }, tell) => {
    const connection = Connection.lazy({ ...once, address: `${faulty}/silent`, apiKey: key });
    const abort = new AbortController();
    const call = connection.workflowService.listNamespaces({}, { signal: abort.signal });
    tell(call);
    abort.abort();
    await call;
  },
  closed: async ({ key }, { faulty }) => {
    const connection = Connection.lazy({ ...once, address: `${faulty}/silent`, apiKey: key });
    const call = connection.workflowService.listNamespaces({});
    await connection.close();
    await call;
  },
  'a wait': async ({ key }, { verifying }, tell) => {
    const client = new Client({ connection: Connection.lazy({ ...once, address: verifying, apiKey: key }) });
    tell(client);
    await client.workflow.getHandle('nobody').result();
  },
  'connecting eagerly': ({ key }, { guarded }) => Connection.connect({ ...once, address: guarded, apiKey: key }),
  'plain http to another machine': ({ key }, _, tell) =>
    ask({ address: 'http://temporal.example.com', apiKey: key }, tell),
  'key in the address, as a query': ({ key }, { guarded }, tell) => ask({ address: `${guarded}/?key=${key}` }, tell),
  'key in the address, as a password': ({ key }, _, tell) =>
    ask({ address: `https://me:${key}@temporal.example.com` }, tell),
  'key in an address that is none': ({ key }, _, tell) => ask({ address: `https://me:${key}@temporal example` }, tell),
  'a key with a line break': ({ key }, { guarded }, tell) => ask({ address: guarded, apiKey: `${key}\n${key}` }, tell),
  'a key with letters that no header carries': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, apiKey: () => `${key}✓` }, tell),
  'metadata that no header carries': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, metadata: { 'x-key': `${key}✓` } }, tell),
  'two credentials': ({ key }, { guarded }, tell) =>
    ask({ address: guarded, apiKey: key, metadata: { authorization: key } }, tell),
  ...Object.fromEntries(
    ['html', 'http-401', 'http-500', 'repeats-key-in-text', 'no-cors', 'reset'].map((fault): [string, Case] => [
      `codec: ${fault}`,
      ({ key }, { faulty }, tell) => {
        const codec = new RemoteCodec({ endpoint: `${faulty}/${fault}`, authorization: `Bearer ${key}` });
        tell(codec);
        return codec.decode([{ metadata: {}, data: new Uint8Array() }]);
      },
    ]),
  ),
  'TOML that is none': ({ key }) =>
    Promise.resolve().then(() => loadClientConfigFromToml(`[profile.default]\napi_key = "${key}\n`)),
  'JSON that is none': ({ key }) =>
    Promise.resolve().then(() => loadClientConfigFromToml(`{"profile": {"default": {"api_key": "${key}"}},`)),
  'TOML with the key in a wrong place': ({ key }) =>
    Promise.resolve().then(() =>
      loadClientConfigFromToml(`[profile.default]\naddress = ["${key}"]\n`, { strict: true }),
    ),
};

/** Makes all calls, one after the other, and says of each what is known of it. */
export async function failAll(
  secrets: Secrets,
  places: Places,
): Promise<{ name: string; error: unknown; told: unknown[]; words: unknown }[]> {
  const all = [];
  for (const [name, run] of Object.entries(failures)) {
    const told: unknown[] = [];
    const error: unknown = await run(secrets, places, (what) => told.push(what)).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    // As pages do that give up on an error: into the console, twice, and into the hands of nobody.
    console.error(name, error);
    console.log(JSON.stringify(error), String(error));
    void Promise.reject(error);
    all.push({ name, error, told, words: describeError(error) });
  }
  return all;
}
