import { cors as connectCors } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { WorkflowService } from '../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { httpConnectionManager, readEnvoyConfig } from '../../src/dev/proxy/envoy-config.js';
import { taskTokenMethods, workerMethods } from '../fixtures/worker-methods.js';

const manager = httpConnectionManager(readEnvoyConfig());
const [host] = manager.route_config.virtual_hosts;
if (host === undefined) throw new Error('envoy.yaml has no virtual host');
const cors = host.typed_per_filter_config['envoy.filters.http.cors'];
const workflowService = '/temporal.api.workflowservice.v1.WorkflowService/';
const methods = WorkflowService.methods.map((method) => method.name);

/** What the server answers late on purpose. */
const waitingMethods = [
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

function list(header: string): string[] {
  return header.split(',').map((name) => name.trim().toLowerCase());
}

/** The route that Envoy takes: the first that matches. */
function routeOf(path: string) {
  const found = host?.routes.find(({ match }) =>
    match.path === undefined ? path.startsWith(match.prefix ?? '') : path === match.path,
  );
  if (found === undefined) throw new Error(`no route for ${path}`);
  return found.route;
}

describe('CORS in envoy.yaml', () => {
  it.each(connectCors.allowedMethods)('allows the method %s, which connect uses', (method) => {
    expect(list(cors.allow_methods)).toContain(method.toLowerCase());
  });

  it.each(connectCors.allowedHeaders)('allows the header %s, which connect sends', (header) => {
    expect(list(cors.allow_headers)).toContain(header.toLowerCase());
  });

  it.each(connectCors.exposedHeaders)('exposes the header %s, which connect reads', (header) => {
    expect(list(cors.expose_headers)).toContain(header.toLowerCase());
  });

  it.each(['authorization', 'temporal-namespace', 'client-name', 'client-version'])(
    'allows the header %s, which this client sends',
    (header) => {
      expect(list(cors.allow_headers)).toContain(header);
    },
  );

  it('names origins instead of allowing all', () => {
    expect(cors.allow_origin_string_match).not.toHaveLength(0);
    for (const matcher of cors.allow_origin_string_match) {
      expect(matcher).toEqual({ exact: expect.stringMatching(/^http:\/\/(localhost|127\.0\.0\.1):\d+$/) });
    }
  });
});

describe('routes in envoy.yaml', () => {
  it('lead to the server for three services only', () => {
    const prefixes = host.routes
      .filter(({ route }) => route.cluster === 'temporal')
      .map(({ match }) => (match.path ?? match.prefix ?? '').replace(/[^/]*$/, ''));
    expect(new Set(prefixes)).toEqual(
      new Set([workflowService, '/temporal.api.operatorservice.v1.OperatorService/', '/grpc.health.v1.Health/']),
    );
  });

  it.each([
    '/temporal.server.api.adminservice.v1.AdminService/DescribeCluster',
    '/temporal.api.workflowservice.v1.WorkflowServiceX/GetSystemInfo',
    '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
    '/',
  ])('lead nowhere for %s', (path) => {
    expect(routeOf(path).cluster).toBe('nowhere');
    expect(readEnvoyConfig().static_resources.clusters.map(({ name }) => name)).not.toContain('nowhere');
  });

  it.each(waitingMethods)('give %s at least 75 s', (method) => {
    expect(methods).toContain(method);
    expect(Number.parseInt(routeOf(workflowService + method).timeout ?? '', 10)).toBeGreaterThanOrEqual(75);
  });

  it('give every other method 15 s', () => {
    const others = methods.filter((method) => !waitingMethods.includes(method));
    expect(others.filter((method) => routeOf(workflowService + method).timeout !== '15s')).toEqual([]);
    expect(routeOf('/temporal.api.operatorservice.v1.OperatorService/ListSearchAttributes').timeout).toBe('15s');
    expect(routeOf('/grpc.health.v1.Health/Check').timeout).toBe('15s');
  });
});

describe('denied methods in envoy.yaml', () => {
  const rbac = manager.http_filters.find(({ name }) => name === 'envoy.filters.http.rbac');
  const denied = [...JSON.stringify(rbac?.typed_config).matchAll(/"exact":"([^"]+)"/g)].map((match) => match[1]);

  it.each(workerMethods)('include %s', (method) => {
    expect(methods).toContain(method);
    expect(denied).toContain(workflowService + method);
  });

  it.each(taskTokenMethods)('leave out %s, which takes the token of one task', (method) => {
    expect(methods).toContain(method);
    expect(denied).not.toContain(workflowService + method);
  });

  it('are no others', () => {
    const others = denied.filter((path) => !workerMethods.some((method) => path === workflowService + method));
    expect(others).toEqual(['/grpc.health.v1.Health/Watch']);
  });

  it('cover each polling and responding method of the API that is not meant for clients', () => {
    const ofClients = [...waitingMethods, ...taskTokenMethods, ...methods.filter((method) => method.endsWith('ById'))];
    const suspicious = methods.filter((method) => /^(Poll|Respond|Record)/.test(method) && !ofClients.includes(method));
    expect(suspicious.filter((method) => !workerMethods.includes(method))).toEqual([]);
  });
});

describe('filters in envoy.yaml', () => {
  it('come in the order that lets a page read every refusal', () => {
    expect(manager.http_filters.map(({ name }) => name.replace('envoy.filters.http.', ''))).toEqual([
      'header_mutation',
      'cors',
      'rbac',
      'buffer',
      'compressor.brotli',
      'compressor.gzip',
      'grpc_web',
      'grpc_stats',
      'router',
    ]);
  });

  it('are the same behind both ports', () => {
    const [plain, tls] = readEnvoyConfig().static_resources.listeners;
    expect(plain?.filter_chains[0]?.filters).toBeDefined();
    expect(tls?.filter_chains[0]?.filters).toEqual(plain?.filter_chains[0]?.filters);
  });
});
