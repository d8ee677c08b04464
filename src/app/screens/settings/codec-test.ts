import { RemoteCodecError } from '../../../client/index.js';
import { RoundTripError } from '../../format/errors.js';
import type { CodecSettings } from '../../state/codec/codec-settings.js';
import { createRemoteCodec } from '../../state/codec/remote.js';

/** What a round trip through a codec server has shown. */
export interface CodecTest {
  ms: number;
  /** The `encoding` of what came back encoded. */
  encoding: string;
  /** It gave back what it got: it reads, and does not encode. */
  unchanged: boolean;
  /** It has no `/encode`, so nothing can be started or signalled through it. */
  decodeOnly: boolean;
}

/**
 * Encodes a small value and decodes it again.
 *
 * @throws {@link RemoteCodecError}, {@link RoundTripError}, or what is wrong with the settings
 */
export async function testCodec(
  settings: CodecSettings,
  namespace: string,
  apiKey: () => string,
  signal: AbortSignal,
): Promise<CodecTest> {
  const codec = createRemoteCodec(settings, namespace, apiKey);
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const text = (bytes: Uint8Array | null | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());
  const sent = { metadata: { encoding: utf8('json/plain') }, data: utf8(JSON.stringify({ test: Date.now() })) };
  const from = performance.now();
  let encoded = sent as Parameters<typeof codec.decode>[0][number];
  let decodeOnly = false;
  try {
    [encoded = sent] = await codec.encode([sent], undefined, { signal });
  } catch (error) {
    if (!(error instanceof RemoteCodecError) || ![404, 405, 501].includes(error.httpStatus ?? 0)) throw error;
    decodeOnly = true;
  }
  const [decoded] = await codec.decode([encoded], undefined, { signal });
  if (text(decoded?.data) !== text(sent.data)) throw new RoundTripError();
  return {
    ms: performance.now() - from,
    encoding: text(encoded.metadata?.['encoding']),
    unchanged: !decodeOnly && text(encoded.data) === text(sent.data),
    decodeOnly,
  };
}

/**
 * Whether something answers at the address, though not to this page: browsers do not tell a page why a call failed, but
 * a call whose answer the page does not ask to read goes through.
 */
export async function isRefusedByCors(
  settings: CodecSettings,
  namespace: string,
  signal: AbortSignal,
): Promise<boolean> {
  const url = `${settings.endpoint.replaceAll('{namespace}', encodeURIComponent(namespace))}/decode`;
  try {
    await fetch(url, { method: 'POST', mode: 'no-cors', body: '{"payloads":[]}', credentials: 'omit', signal });
    return true;
  } catch {
    return false;
  }
}

/** The headers that the codec server has to send, for its own answers and for the preflight (OPTIONS). */
export function corsHeaders(settings: CodecSettings, origin: string): string {
  const names = [
    'content-type',
    'x-namespace',
    ...(settings.passApiKey ? ['authorization'] : []),
    ...settings.headers.map(({ name }) => name.toLowerCase()),
  ];
  return [
    `Access-Control-Allow-Origin: ${origin}`,
    'Access-Control-Allow-Methods: POST, OPTIONS',
    `Access-Control-Allow-Headers: ${[...new Set(names)].join(', ')}`,
    ...(settings.includeCredentials ? ['Access-Control-Allow-Credentials: true'] : []),
  ].join('\n');
}
