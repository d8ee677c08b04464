import type { EnvoyPlan } from './plan.js';
import { join, scalar, yaml } from './yaml.js';

const sessionName = 'envoy.filters.http.oauth2';

/** Filters that would refuse what is no call. */
const rulesForCalls = [
  'envoy.filters.http.jwt_authn',
  'envoy.filters.http.rbac.roles',
  'envoy.filters.http.lua.one_namespace',
  'envoy.filters.http.rbac.namespaces',
];

/** Routes of a session, before all others: they lead to the page. */
export function sessionRoutes({ session, files }: EnvoyPlan): string {
  if (!session) return '';
  const { paths, returnTo } = session;
  const back = yaml`
    # Whoever has a session already, or has just got one, goes to the page.
    - match: { path: ${paths.signIn} }
      redirect: &page ${redirectTo(returnTo)}
      ${without(rulesForCalls)}
    - match: { path_separated_prefix: ${paths.signedIn} }
      redirect: *page
      ${without([sessionName, ...rulesForCalls])}
    # The filter answers these two by itself.
    - match: { path: ${paths.callback} }
      route: { cluster: nowhere, cluster_not_found_response_code: NOT_FOUND }
    - match: { path: ${paths.signOut} }
      route: { cluster: nowhere, cluster_not_found_response_code: NOT_FOUND }
  `;
  const root = yaml`
    # Where signing out leads to, if the session of the provider stays.
    - match: { path: / }
      redirect: *page
      ${without([sessionName, ...rulesForCalls])}
  `;
  return join([back, files === undefined ? root : '']);
}

function redirectTo({ protocol, hostname, port, pathname }: URL): string {
  const place = [
    `scheme_redirect: ${protocol.slice(0, -1)}`,
    `host_redirect: ${scalar(hostname)}`,
    ...(port === '' ? [] : [`port_redirect: ${port}`]),
    `path_redirect: ${scalar(pathname)}`,
  ];
  return `{ ${place.join(', ')}, strip_query: true, response_code: SEE_OTHER }`;
}

/** The route of what is read from the web server, behind those of the calls. */
export function fileRoute({ files, session }: EnvoyPlan): string {
  if (files === undefined) return '';
  return yaml`
    # The files of the page. They are for everybody: nothing in them is secret.
    - match: { prefix: /, headers: [{ name: ':method', string_match: { safe_regex: { regex: GET|HEAD } } }] }
      route: { cluster: files, timeout: 15s }
      ${without([...(session ? [sessionName] : []), ...rulesForCalls])}
  `;
}

/** The cluster of the web server. */
export function fileCluster({ files }: EnvoyPlan): string {
  if (files === undefined) return '';
  return yaml`
    # THE FILES OF THE PAGE.
    - name: files
      type: STRICT_DNS
      connect_timeout: 2s
      load_assignment:
        cluster_name: files
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address: { socket_address: { address: ${scalar(files.address)}, port_value: ${files.port_value} } }
  `;
}

function without(filters: readonly string[]): string {
  const off = `{ '@type': type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true }`;
  return yaml`
    typed_per_filter_config:
      ${filters.map((name) => `${name}: ${off}`).join('\n')}
  `;
}
