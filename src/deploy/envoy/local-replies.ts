import { type LocalReply, mapper } from './local-reply.js';
import type { EnvoyPlan } from './plan.js';
import { sessionReplies, sessionReplyPage } from './session-replies.js';
import { yaml } from './yaml.js';

const [invalidArgument, permissionDenied, resourceExhausted, unavailable, unauthenticated] = [3, 7, 8, 14, 16];

const is = (details: string): string => `response.code_details == "${details}"`;
const startsWith = (details: string): string => `response.code_details.startsWith("${details}")`;
const denied = (policy: string): string => is(`rbac_access_denied_matched_policy[${policy}]`);
const token = (reason: string): string => is(`jwt_authn_access_denied{${reason}}`);

/**
 * What each filter refuses, in gRPC. The first that fits is taken.
 *
 * Left as HTTP are 404, 413, 502, 503 and 504: they are about the way to the server, and a gRPC status would be taken as the server's.
 * RESOURCE_EXHAUSTED for a request that is too large, for one, is what clients repeat.
 */
function localReplies(plan: EnvoyPlan): LocalReply[] {
  const { auth, limits } = plan;
  const replies: LocalReply[] = [
    {
      when: denied('worker-methods'),
      status: permissionDenied,
      message: 'This method is for workers. The proxy does not pass it on from a browser.',
    },
    {
      when: denied('denied-methods'),
      status: permissionDenied,
      message: 'The proxy passes this method on for nobody.',
    },
  ];
  if (plan.checksOrigins) {
    replies.push({
      when: denied('foreign-origin'),
      status: permissionDenied,
      message: 'Pages of this origin may not call. Add it to the origins of the proxy.',
    });
  }
  replies.push(...sessionReplies(plan));
  if (auth) {
    replies.push(
      {
        when: denied('query-string'),
        status: invalidArgument,
        message:
          'A call may have nothing behind a question mark in its address. A token goes into the header authorization, as Bearer; one that was in an address may be in logs: get another one.',
      },
      {
        when: token('Jwt_is_missing'),
        status: unauthenticated,
        message: 'Sign in: the proxy wants a token in the header authorization, as Bearer.',
      },
      { when: token('Jwt_is_expired'), status: unauthenticated, message: 'The token has expired. Sign in again.' },
      {
        when: token('Audiences_in_Jwt_are_not_allowed'),
        status: unauthenticated,
        message: `The token is for another service. Ask the identity provider for the audience ${literal(auth.audiences.join(' or '))}.`,
      },
      {
        when: token('Jwt_issuer_is_not_configured'),
        status: unauthenticated,
        message: `The token is of another identity provider. Sign in at ${literal(auth.issuer)}.`,
      },
      {
        when: token('Jwks_remote_fetch_is_failed'),
        status: unavailable,
        message:
          'The proxy cannot get the keys of the identity provider, so it can verify no token. Its operator has to look.',
        retryAfter: 5,
      },
      {
        when: startsWith('jwt_authn_access_denied'),
        status: unauthenticated,
        message: 'The token is not valid. Sign in again. (%RESPONSE_CODE_DETAILS%)',
      },
      {
        when: denied('none'),
        status: permissionDenied,
        message:
          'Your roles do not allow this call. Who gives out roles for Temporal has to add one, then sign in again.',
      },
    );
  }
  if (plan.checksNamespaces) {
    replies.push(
      {
        when: denied('foreign-namespace'),
        status: permissionDenied,
        message: 'You may not call this Namespace, or this call is about all Namespaces and you may not call all.',
      },
      {
        when: startsWith('grpc_field_extraction_'),
        status: invalidArgument,
        message: 'The proxy cannot read the request: it has to be one gRPC message without compression.',
      },
    );
  }
  if (limits.perAddress !== false || limits.perSubject !== false) {
    replies.push({
      when: startsWith('local_rate_limited'),
      status: resourceExhausted,
      message: 'Too many requests for the proxy. Wait a second.',
      retryAfter: 1,
    });
  }
  replies.push(
    {
      when: is('upstream_reset_before_response_started{overflow}'),
      status: resourceExhausted,
      message: 'The proxy has as many requests as it can take. Wait a second.',
      retryAfter: 1,
    },
    {
      when: is('request_overall_timeout'),
      status: unavailable,
      message: `The request took longer than ${limits.requestSeconds} s to arrive. Try again, or send less.`,
    },
  );
  return replies;
}

/** Text in which a percent sign begins no command of Envoy. */
function literal(text: string): string {
  return text.replaceAll('%', '%%');
}

/** The LocalReplyConfig. */
export function localReplyConfig(plan: EnvoyPlan): string {
  return yaml`
    mappers:
      ${sessionReplyPage(plan)}
      ${localReplies(plan).map(mapper).join('\n')}
  `;
}
