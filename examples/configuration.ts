/**
 * Connects with a profile of a `temporal.toml`, the file that Temporal's SDKs and CLI share. Variables win over the
 * file, the program over both. A page cannot call the gRPC address of the file, so it says where the proxy in front of
 * it is; and it shows what only the proxy can do.
 */
import { Client, Connection } from 'temporal-web-client';
import { loadClientConnectConfig } from 'temporal-web-client/envconfig';

const proxy = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';

// In a page: await (await fetch('/temporal.toml')).text()
const data = `
[profile.staging]
address = "temporal.internal:7233"
namespace = "orders"
grpc_meta = { x_team = "shop", x_trace = "off" }
tls_client_key_path = "/etc/client.key"

[profile.staging.tls]
server_name = "temporal.example.com"
`;

const { connectionOptions, namespace, diagnostics } = loadClientConnectConfig({
  configSource: { data },
  profile: 'staging',
  // In a page: import.meta.env with envVarPrefix 'VITE_', or an object that a script of the page sets.
  overrideEnvVars: { TEMPORAL_NAMESPACE: 'default', TEMPORAL_GRPC_META_X_TRACE: '' },
  overrides: { grpcMeta: { 'x-region': 'eu' } },
  resolveAddress: { 'temporal.internal:7233': proxy },
});
for (const { key, code, suggestion } of diagnostics)
  console.log(`${code}: ${key}${suggestion ? ` (${suggestion}?)` : ''}`);
console.log(`namespace: ${namespace}`);
console.log(`headers: ${JSON.stringify(connectionOptions.metadata)}`);

const client = new Client({ connection: await Connection.connect(connectionOptions), namespace });
const { count } = await client.workflow.count();
console.log(`connected: ${count >= 0}`);
await client.connection.close();

// Prints:
// unknown-key: profile.staging.tls_client_key_path (tls.client_key_path?)
// proxy-side: tls.server_name
// namespace: default
// headers: {"x-team":"shop","x-region":"eu"}
// connected: true
