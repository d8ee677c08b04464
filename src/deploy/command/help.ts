/** What `npx temporal-web-client envoy --help` prints. */
export const help = `npx temporal-web-client envoy --target TARGET --origin ORIGIN [...]
  prints a configuration of Envoy 1.40 or newer, or writes it with what belongs to it:

  --target         local   a server on this machine
                   tls     a server behind TLS
                   mtls    one that demands a client certificate
                   cloud   Temporal Cloud
  --origin         origin of a page that may call; again for each
  --upstream       HOST:PORT of the server; for Temporal Cloud <region>.<cloud>.api.temporal.io:7233
                   or <namespace>.<account>.tmprl.cloud:7233
  --credential     for cloud: pass-through (the API key of the page, the default),
                   api-key or client-certificate (of Envoy, from files)
  --namespace      the only Namespace that may be reached; again for each
  --server-name    name in the server's certificate, if it is not that of the address
  --authority      file of the authorities of the server's certificate, if not those of the system

  --issuer --audience --jwks
                   who calls: iss and aud of the tokens; address or file of the keys
  --roles-claim    claim with the roles viewer, operator, admin (default: roles)
  --namespaces-claim
                   claim with the Namespaces, * for all (default: namespaces; none: not checked)
  --server-verifies
                   Temporal verifies tokens itself, and Envoy does not

  --session        sessions in cookies: origin of the proxy, for example https://temporal.example.com
  --client-id --authorization-endpoint --token-endpoint --end-session-endpoint
                   what the identity provider calls the proxy; its addresses, the last if it has one
  --files          HOST:PORT of a web server whose files are served at the same origin

  --listen --http --https
                   address and ports ("none" for none)
  --certificate --key
                   files of the certificate; without them it is replaced without a restart
  --client-certificates --revocations
                   browsers have to have a certificate; a list says which are revoked
  --folder         where the files lie, as Envoy sees it (default: /etc/envoy)
  --options FILE   all this and more as JSON: routes to several servers, limits
  --out DIR        writes envoy.yaml and the files beside it instead of printing

npx temporal-web-client envoy --check URL [--origin ORIGIN] [--namespace NAMESPACE]
  dials a proxy as a page would and says what is wrong; with a token in TEMPORAL_API_KEY, as its owner
`;
