import {
  Client,
  DefaultFailureConverter,
  type Payload,
  type PayloadCodec,
  type PayloadStorage,
  TemporalFailure,
} from '../../client/index.js';
import type { Session } from './session.svelte.js';

/** What failed, as it stands on the wire: a message that only the codec can read must not hide that there is one. */
class WireFailureConverter extends DefaultFailureConverter {
  override failureToError(failure: NonNullable<TemporalFailure['failure']>): TemporalFailure {
    const error = new TemporalFailure(failure.message);
    error.failure = failure;
    return error;
  }
}

/** What is stored elsewhere is shown as such. */
const asItCame: PayloadStorage = {
  store: (payloads) => Promise.resolve(payloads),
  retrieve: (payloads) => Promise.resolve(payloads),
};

const clients = new WeakMap<PayloadCodec, { connection: unknown; client: Client }>();

/**
 * A client whose answers are shown by the PayloadReader: what it sends goes through the codec of the Namespace, and
 * what comes back stays as it came. An answer that was waited for is not lost because the codec fails just then.
 */
export function wireClient(session: Session, namespace: string): Client {
  const codec = session.codec(namespace);
  const { connection } = session;
  const known = clients.get(codec);
  if (known?.connection === connection) return known.client;
  const encoding: PayloadCodec = {
    encode: (payloads: Payload[], context) => codec.encode(payloads, context),
    decode: (payloads) => Promise.resolve(payloads),
  };
  const client = new Client({
    connection,
    namespace,
    identity: session.client(namespace).options.identity,
    dataConverter: {
      payloadCodecs: [encoding],
      mapCodecs: false,
      failureConverter: new WireFailureConverter(),
      externalStorage: asItCame,
    },
  });
  clients.set(codec, { connection, client });
  return client;
}
