/** What pages and programs of this suite do with the client. Runs in Chromium and in Node. */
import {
  Client,
  Connection,
  type ConnectionOptions,
  describeError,
  TransportError,
  grpcErrorOf,
} from '../../src/client/index.js';

/** One RPC, as a page would make it, or an attacker. */
export interface CallSpec {
  readonly address: string;
  readonly token?: string | undefined;
  /** Default: WorkflowService. */
  readonly service?: 'OperatorService' | 'HealthService';
  /** In lower camel case. Default: describeNamespace. */
  readonly rpc?: string;
  /** Default: names the Namespace `default`. */
  readonly request?: Readonly<Record<string, unknown>>;
  /** Bytes of `identity` in the request. */
  readonly padding?: number;
  /** Headers beside those of the client. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Sends the cookies of the address too, also from a page of another origin. */
  readonly credentials?: 'include';
  /** Changes the request behind the client's back. */
  readonly tamper?: {
    /** In place of service and method. */
    readonly path?: string;
    /** Behind the path. */
    readonly query?: string;
    /** Sends the body in pieces, of which the second never comes. */
    readonly slow?: true;
    /** In place of the frame that the client made, as Latin-1. */
    readonly body?: string;
  };
}

/** How a call ended, as a page can tell a person. */
export type Answer =
  | {
      readonly ok: true;
      readonly text: string;
      /** What was measured, for people. */
      readonly figures?: string;
    }
  | {
      readonly ok: false;
      /** gRPC status. */
      readonly code: string;
      /** `http 413`, where no gRPC status came. */
      readonly transport: string | undefined;
      readonly title: string;
      readonly hint: string;
      readonly detail: string;
      readonly retryable: boolean;
    };

/** Makes one call, once. @param fetch in place of the global one */
export async function call(spec: CallSpec, fetch?: typeof globalThis.fetch): Promise<Answer> {
  const connection = connect(spec, { retry: false, fetch: tampering(spec, fetch) });
  const services = {
    WorkflowService: connection.workflowService,
    OperatorService: connection.operatorService,
    HealthService: connection.healthService,
  };
  const service = services[spec.service ?? 'WorkflowService'] as unknown as Record<string, Rpc>;
  const request = {
    namespace: 'default',
    ...spec.request,
    ...(spec.padding && { identity: 'x'.repeat(spec.padding) }),
  };
  try {
    await service[spec.rpc ?? 'describeNamespace']!(request);
    return { ok: true, text: 'OK' };
  } catch (error) {
    return refusalOf(error);
  } finally {
    await connection.close();
  }
}

type Rpc = (request: object) => Promise<unknown>;

/** What a page shows of an error. */
export function refusalOf(error: unknown): Answer {
  const { code, title, hint, detail, retryable } = describeError(error);
  const grpc = grpcErrorOf(error);
  const transport = grpc instanceof TransportError ? [grpc.kind, grpc.httpStatus].filter(Boolean).join(' ') : undefined;
  return { ok: false, code: code ?? 'none', transport, title, hint, detail, retryable };
}

export function connect(
  { address, token, metadata }: Pick<CallSpec, 'address' | 'token' | 'metadata'>,
  options: ConnectionOptions = {},
): Connection {
  return Connection.lazy({ address, apiKey: token, metadata, ...options });
}

function tampering({ address, tamper, credentials }: CallSpec, own?: typeof globalThis.fetch): typeof globalThis.fetch {
  const bare = own ?? globalThis.fetch.bind(globalThis);
  const fetch: typeof bare = credentials ? async (url, init) => bare(url, { ...init, credentials }) : bare;
  if (!tamper) return fetch;
  const { path, query = '', body, slow } = tamper;
  return async (url, init) =>
    fetch(`${path === undefined ? urlOf(url) : `${address}/${path}`}${query}`, {
      ...init,
      ...(body !== undefined && { body: Uint8Array.from(body, (char) => char.charCodeAt(0)) }),
      ...(slow && { body: firstPiece(), duplex: 'half' }),
    });
}

/** A body that begins and does not go on. */
function firstPiece(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(3)) });
}

/** Address of what is fetched. */
export function urlOf(input: RequestInfo | URL): string {
  return input instanceof Request ? input.url : new URL(input).href;
}

/** What a role needs every day. Says what was done. */
export async function workAs(
  role: 'viewer' | 'operator' | 'admin',
  { address, token, namespace }: { address: string; token?: string | undefined; namespace: string },
): Promise<string> {
  const connection = connect({ address, token });
  const client = new Client({ connection, namespace });
  const done: string[] = [];
  try {
    await connection.ensureConnected();
    await connection.checkHealth();
    await connection.workflowService.describeNamespace({ namespace });
    await client.workflow.count();
    for await (const _ of client.workflow.list({ pageSize: 1 })) break;
    done.push('read');
    if (role === 'viewer') return done.join(', ');
    const handle = await client.workflow.start('nothing', {
      workflowId: `security-${crypto.randomUUID()}`,
      taskQueue: 'nobody',
      args: [],
    });
    await handle.describe();
    await handle.signal('hello');
    await handle.fetchHistory();
    await handle.terminate('enough');
    const end = await handle.result().catch((error: unknown) => describeError(error).title);
    done.push(`wrote (${String(end)})`);
    if (role === 'operator') return done.join(', ');
    await connection.workflowService.deleteWorkflowExecution({
      namespace,
      workflowExecution: { workflowId: handle.workflowId },
    });
    await connection.workflowService.listNamespaces({});
    await connection.operatorService.listSearchAttributes({ namespace });
    done.push('administered');
    return done.join(', ');
  } finally {
    await connection.close();
  }
}

/** Calls methods by their paths, one after the other, with an empty request; counts how they ended. */
export async function callEach(spec: CallSpec, paths: readonly string[]): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (const path of paths) {
    const end = ending(await call({ ...spec, tamper: { path, body: '\0\0\0\0\0' } }));
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

/** What came of many calls at once. */
export interface Burst {
  /** How many calls ended so, by code and words. */
  readonly ends: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** Makes many calls, `atOnce` at a time, each once. */
export async function burst(spec: CallSpec, count: number, atOnce: number): Promise<Burst> {
  const connection = connect(spec, { retry: false });
  const ends: Record<string, number> = {};
  const started = performance.now();
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const end = await connection.workflowService.getSystemInfo({}).then(
        () => 'OK',
        (error: unknown) => ending(refusalOf(error)),
      );
      ends[end] = (ends[end] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await connection.close();
  return { ends, ms: performance.now() - started };
}

/** Code, way and words in one line. */
export function ending(answer: Answer): string {
  if (answer.ok) return answer.figures ? `${answer.text} (${answer.figures})` : answer.text;
  const { code, transport, title, detail } = answer;
  return `${code}${transport ? ` (${transport})` : ''}: ${title}${title === detail ? '' : ` ${detail}`}`;
}

/** Makes a call with the client's own retries; says how often it was repeated. */
export async function callPatiently(spec: CallSpec): Promise<{ answer: Answer; repeated: number }> {
  let repeated = 0;
  const connection = connect(spec, { onRetry: () => repeated++ });
  try {
    await connection.workflowService.getSystemInfo({});
    return { answer: { ok: true, text: 'OK' }, repeated };
  } catch (error) {
    return { answer: refusalOf(error), repeated };
  } finally {
    await connection.close();
  }
}
