import { expect } from 'vitest';
import { DescribeNamespaceRequestSchema } from '../../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import type { LimitOptions } from '../../../src/deploy/envoy/options.js';
import { createIdentity } from '../../fixtures/identity.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { allowedOrigin, encode, frame, rawCall, stack, workflowService } from '../raw-call.js';

/** Whose tokens the proxy of these tests takes. */
export const identity = createIdentity();

/**
 * Starts Envoy with everything that is checked, in front of the real server, which itself lets in everybody: whatever is refused
 * was refused by Envoy.
 */
export async function startGuardedProxy(limits: LimitOptions = {}): Promise<EnvoyProxy> {
  return startEnvoyProxy(
    (folder) => ({
      target: 'local',
      upstream: stack.temporalAddress,
      origins: [allowedOrigin],
      auth: {
        issuer: identity.issuer,
        audiences: [identity.audience],
        jwksFile: `${folder}/jwks.json`,
        rolesClaim: 'realm_access.roles',
        extraRoles: { shopper: ['StartWorkflowExecution', 'GetSystemInfo'] },
      },
      limits,
    }),
    { 'jwks.json': identity.jwks },
  );
}

/** The claims of somebody with these roles in these Namespaces. */
export function claims(roles: readonly string[], namespaces: unknown = ['default']): Record<string, unknown> {
  return { realm_access: { roles }, namespaces };
}

/** How a call ended, for the page. */
export interface Outcome {
  readonly status: string | undefined;
  readonly message: string;
}

/** Calls a method of WorkflowService, or a path, and sees to it that the page can read the answer. */
export async function call(
  proxy: EnvoyProxy,
  path: string,
  options: {
    readonly token?: string;
    readonly body?: Uint8Array<ArrayBuffer>;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Outcome> {
  const answer = await rawCall(path.includes('/') ? path : `${workflowService}/${path}`, {
    url: proxy.url,
    ...(options.body && { body: options.body }),
    headers: { ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }), ...options.headers },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  return { status: answer.grpcStatus, message: answer.headers.get('grpc-message') ?? '' };
}

/** The body of a DescribeNamespace. */
export function describeNamespace(namespace: string): Uint8Array<ArrayBuffer> {
  return frame(encode(DescribeNamespaceRequestSchema, { namespace }));
}
