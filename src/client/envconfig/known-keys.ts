/** What a table may hold, key by key. */
export type TableSchema = Readonly<Record<string, 'string' | 'boolean' | 'table'>>;

export const profileSchema = {
  address: 'string',
  namespace: 'string',
  api_key: 'string',
  authority: 'string',
  tls: 'table',
  codec: 'table',
  grpc_meta: 'table',
} as const satisfies TableSchema;

export const tlsSchema = {
  disabled: 'boolean',
  client_cert_path: 'string',
  client_cert_data: 'string',
  client_key_path: 'string',
  client_key_data: 'string',
  server_ca_cert_path: 'string',
  server_ca_cert_data: 'string',
  server_name: 'string',
  disable_host_verification: 'boolean',
} as const satisfies TableSchema;

export const codecSchema = { endpoint: 'string', auth: 'string' } as const satisfies TableSchema;

/** Where each key belongs, seen from its profile: `tls.server_name`. */
const pathsInProfile = [
  ...Object.keys(profileSchema),
  ...Object.keys(tlsSchema).map((key) => `tls.${key}`),
  ...Object.keys(codecSchema).map((key) => `codec.${key}`),
];

/** Variables of the environment with a fixed name. */
export const knownVariables = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_CLIENT_AUTHORITY',
  'TEMPORAL_PROFILE',
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_CERT_DATA',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_DATA',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_DATA',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION',
  'TEMPORAL_CODEC_ENDPOINT',
  'TEMPORAL_CODEC_AUTH',
] as const;

/** The key of a profile that was probably meant by `path`, for example `tls.client_key_data` by `tls_client_key_data`. */
export function suggestKey(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return (
    nearest(path, pathsInProfile) ??
    // Right key, wrong table.
    pathsInProfile.find((known) => squeezed(known.slice(known.lastIndexOf('.') + 1)) === squeezed(name))
  );
}

/** The one of `known` that a person most likely meant, if there is one that is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = squeezed(word);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(wanted, squeezed(candidate));
    if (distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  return best && best.distance <= Math.min(2, Math.floor(wanted.length / 3)) ? best.candidate : undefined;
}

/** Letters and digits alone: `apiKey`, `api-key` and `api_key` are one word. */
function squeezed(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Levenshtein's. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
