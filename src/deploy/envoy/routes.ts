import { corsPolicy } from './cors.js';
import { fileRoute, sessionRoutes } from './open-routes.js';
import type { EnvoyPlan } from './plan.js';
import { sequence, yaml } from './yaml.js';

/** Header that says which of several servers a request is for. Set by Envoy alone. */
export const clusterHeader = 'x-temporal-cluster';

const workflowService = '/temporal.api.workflowservice.v1.WorkflowService/';

/** RPCs that the server answers late on purpose. */
const waitingRpcs = [
  'GetWorkflowExecutionHistory',
  'QueryWorkflow',
  'UpdateWorkflowExecution',
  'PollWorkflowExecutionUpdate',
  'PollWorkflowExecutionTimeSkipping',
  'ExecuteMultiOperation',
  'PollActivityExecution',
  'DescribeActivityExecution',
  'PollNexusOperationExecution',
  'DescribeNexusOperationExecution',
];

const services = [workflowService, '/temporal.api.operatorservice.v1.OperatorService/', '/grpc.health.v1.Health/'];

/** Headers a server takes at their word. */
const removedHeaders = [
  'caller-type',
  'caller-name',
  'call-initiation',
  'authorization-extras',
  'supported-features',
  'temporal-experiment',
  'temporal-principal-name',
  'temporal-principal-type',
  'xdc-redirection',
  'forwarded',
  'x-forwarded-client-cert',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'cookie',
];

/** The RouteConfiguration: what goes where, and without which headers. */
export function routeConfig(plan: EnvoyPlan): string {
  const isOne = plan.upstreams[0]?.prefix === undefined;
  // Which cluster is decided by the filter that takes the prefix off.
  const cluster = isOne ? 'cluster: temporal' : `cluster_header: ${clusterHeader}`;
  const lost = isOne ? '' : ', cluster_not_found_response_code: NOT_FOUND';
  const rewrite = plan.upstreams.some(({ serverName }) => serverName !== undefined) ? ', auto_host_rewrite: true' : '';
  const [first, ...waiting] = waitingRpcs;
  return yaml`
    name: temporal
    # For the last route below, which leads nowhere on purpose.
    validate_clusters: false
    ${plan.hosts === undefined ? '' : 'ignore_port_in_host_matching: true'}
    ${plan.isLocal || plan.https === false ? '' : responseHeaders}
    # Headers a server takes at their word and a browser has no business sending: the caller-*
    # family picks the rate limiter's priority, the others switch features or carry identity.
    request_headers_to_remove:
      ${[...removedHeaders, ...(isOne ? [] : [clusterHeader])].map((name) => `- ${name}`).join('\n')}
    virtual_hosts:
      - name: temporal
        ${plan.hosts === undefined ? '' : hostComment}
        domains: ${sequence(plan.hosts ?? ['*'])}
        typed_per_filter_config:
          envoy.filters.http.cors:
            ${corsPolicy(plan)}
        routes:
          ${sessionRoutes(plan)}
          # Methods that wait on purpose. The server answers within 20 s, a query without
          # a worker within 30 s; 75 s leaves the last word to the client's own deadline.
          - match: { path: ${workflowService}${first ?? ''} }
            route: &waiting { ${cluster}, timeout: 75s${rewrite}${lost} }
          ${waiting.map(waitingRoute).join('\n')}
          # All else answers at once or not at all.
          ${services.map((prefix) => `- match: { prefix: ${prefix} }\n  route: { ${cluster}, timeout: 15s${rewrite}${lost} }`).join('\n')}
          ${fileRoute(plan)}
          # The server's port also serves an admin service, which is not for pages. There is no cluster
          # of this name, so nothing else gets anywhere: UNIMPLEMENTED, or 404 for what is not gRPC.
          # (A direct_response would do as well, but it comes without the CORS headers.)
          - match: { prefix: / }
            route: { cluster: nowhere, cluster_not_found_response_code: NOT_FOUND }
        # Only what certainly never reached the server is tried again.
        retry_policy:
          retry_on: connect-failure,refused-stream,reset-before-request
          num_retries: 2
  `;
}

function waitingRoute(rpc: string): string {
  return `- match: { path: ${workflowService}${rpc} }\n  route: *waiting`;
}

const hostComment = yaml`
  # Names of this machine and no others. A page of evil.example that lets its name lead to 127.0.0.1 would
  # be of the same origin as this proxy: no CORS stops it.
`;

const responseHeaders = yaml`
  response_headers_to_add:
    # Browsers keep to TLS for this host from now on, on every port of it.
    - header: { key: strict-transport-security, value: max-age=31536000 }
      append_action: OVERWRITE_IF_EXISTS_OR_ADD
    - header: { key: x-content-type-options, value: nosniff }
      append_action: OVERWRITE_IF_EXISTS_OR_ADD
`;
