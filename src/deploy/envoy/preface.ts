import type { EnvoyPlan, Upstream } from './plan.js';
import { join, yaml } from './yaml.js';

/** The comment at the head: what the configuration does, and what it needs before it starts. */
export function preface(plan: EnvoyPlan): string {
  return isPlain(plan) ? local : deployed(plan);
}

/** Everything as it comes for `local`, which the text below describes. */
function isPlain({ target, http, https, hosts, upstreams: [upstream] }: EnvoyPlan): boolean {
  const isUsual = upstream?.prefix === undefined && upstream?.socket.port_value === 7233;
  return target === 'local' && http === 8080 && https === 8443 && hosts !== undefined && isUsual;
}

const local = yaml`
  # The one server part a page needs: Envoy turns the gRPC-Web a browser can speak
  # into the gRPC a Temporal server speaks.
  #
  #   openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost \
  #     -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
  #     -keyout .stack/tls/localhost.key -out .stack/tls/localhost.crt
  #   envoy -c envoy.yaml
  #
  # Needs Envoy 1.40 or newer. The first command is for the TLS port (make the folder first:
  # mkdir -p .stack/tls) and is needed once; "npm run certs" does the same. Envoy reads both
  # files when it starts and refuses to start without them. A setup that never needs HTTP/2
  # can drop the listener "grpc_web_tls", and the files with it.
  #
  #   http://127.0.0.1:8080   gRPC-Web over HTTP/1.1: six connections for all tabs together
  #   https://localhost:8443  gRPC-Web over HTTP/2: browsers speak it only over TLS
  #   127.0.0.1:7233          the Temporal server, at the end of this file
  #   127.0.0.1:9901          Envoy's own admin page
  #
  # "npm start" runs this very file with only ports, addresses and origins exchanged.
  # It listens on loopback because nothing here asks who is calling. Before it listens
  # anywhere else it needs authentication and a list of allowed methods per role: to a
  # Temporal server a user and a worker with write access are alike. Such configurations are
  # made by the same program as this one: npx temporal-web-client envoy --help
`;

function deployed(plan: EnvoyPlan): string {
  const lines = [
    'Envoy between pages, which speak gRPC-Web, and Temporal. Needs Envoy 1.40 or newer.',
    'Made by: npx temporal-web-client envoy. Check: envoy --mode validate -c envoy.yaml',
    '',
    ...plan.upstreams.map(serverLine),
    plan.auth
      ? `Callers show a token of ${plan.auth.issuer}; its roles decide about methods${plan.checksNamespaces ? ', its Namespaces about the rest' : ''}.`
      : 'Who is calling is not asked here: the server does, by the authorization that pages send.',
    ...(plan.session
      ? [
          `Pages of ${plan.session.returnTo.origin} may have a session instead, in cookies. It begins at ${plan.session.url}${plan.session.paths.signIn}.`,
        ]
      : []),
    '',
    'Needs these files, as Envoy sees them:',
    ...neededFiles(plan).map((line) => `  ${line}`),
  ];
  return join(lines.map((line) => (line === '' ? '#' : `# ${line}`)));
}

function serverLine({ prefix, target, credential, socket }: Upstream): string {
  const how: Record<Upstream['target'], string> = {
    local: 'without TLS',
    tls: 'over TLS',
    mtls: 'over TLS with a client certificate',
    cloud: {
      'pass-through': 'with the API key that the page sends',
      'api-key': 'with an API key that Envoy adds',
      'client-certificate': 'with a client certificate that Envoy has',
    }[credential ?? 'pass-through'],
  };
  return `${prefix === undefined ? 'Goes' : `${prefix} goes`} to ${socket.address}:${socket.port_value}, ${how[target]}.`;
}

function neededFiles(plan: EnvoyPlan): string[] {
  const { folder } = plan;
  const certificate = (name: string): string[] => [
    `${folder}/sds/${name}.yaml, and what it names:`,
    `${folder}/secrets/${name}/tls.crt and tls.key`,
  ];
  const files: string[] = [];
  if (plan.https !== false) {
    const own = plan.certificate;
    files.push(...(own ? [own.certificateFile, own.keyFile] : certificate('listener-certificate')));
  }
  if (plan.clientCertificates) {
    const list = plan.clientCertificates.revocations ? ' and crl.pem' : '';
    files.push(`${folder}/sds/browser-authorities.yaml, and what it names:`);
    files.push(`${folder}/secrets/browser-authorities/ca.crt${list}`);
  }
  for (const { serverName, authorityFile, hasClientCertificate, credential, suffix } of plan.upstreams) {
    if (serverName !== undefined && !files.includes(authorityFile)) files.push(authorityFile);
    if (hasClientCertificate) files.push(...certificate(`client-certificate${suffix}`));
    if (credential === 'api-key') files.push(`${folder}/sds/api-key${suffix}.yaml, with the key in it`);
  }
  if (plan.session) {
    files.push(
      `${folder}/sds/session-client-secret.yaml, with the secret of the client ${plan.session.clientId} in it`,
    );
    files.push(`${folder}/sds/session-cookie-secret.yaml, with a long random text in it`);
  }
  if (plan.auth?.jwksFile !== undefined) files.push(plan.auth.jwksFile);
  if (plan.auth?.jwksUri?.startsWith('https:') === true || plan.session?.tokenEndpoint.protocol === 'https:') {
    const file = plan.auth?.jwksAuthorityFile ?? '/etc/ssl/certs/ca-certificates.crt';
    if (!files.includes(file)) files.push(file);
  }
  return files.length === 0 ? ['none'] : files;
}
