import { Connection } from './connection.js';
import { type DataConverter, LoadedDataConverter } from './converter/data-converter.js';
import { uuid } from './internal/uuid.js';

/** Options that every client has. */
export interface BaseClientOptions {
  /** @default `Connection.lazy()`: a proxy on this machine */
  connection?: Connection | undefined;
  /** @default 'default' */
  namespace?: string | undefined;
  /** Who is calling, shown in histories. @default `browser-` and eight random letters, one for each client */
  identity?: string | undefined;
  /** @default JSON, no codec */
  dataConverter?: DataConverter | undefined;
}

/** What the verbs of every part of the client work with. */
export interface ClientContext {
  readonly connection: Connection;
  readonly namespace: string;
  readonly identity: string;
  readonly dataConverter: LoadedDataConverter;
}

/** The only place where defaults of {@link BaseClientOptions} appear. @throws TypeError for an impossible option */
export function loadClientContext(options: BaseClientOptions): ClientContext {
  const { connection, namespace, identity, dataConverter } = options;
  return {
    connection: connection ?? Connection.lazy(),
    namespace: namespace ?? 'default',
    identity: identity ?? `browser-${uuid().slice(0, 8)}`,
    dataConverter:
      dataConverter instanceof LoadedDataConverter ? dataConverter : new LoadedDataConverter(dataConverter),
  };
}
