import { type LocalReply, reason } from './local-reply.js';
import type { EnvoyPlan } from './plan.js';
import { yaml } from './yaml.js';

const [invalidArgument, unauthenticated] = [3, 16];

/** What a page is told that has no session. */
export function sessionReplies({ session }: EnvoyPlan): LocalReply[] {
  if (!session) return [];
  const message = `Sign in: there is no session, or it has ended. One begins at ${session.url}${session.paths.signIn}`;
  return [
    {
      when: 'response.code_details == "rbac_access_denied_matched_policy[query-string]"',
      status: invalidArgument,
      message: 'A call has nothing behind a question mark in its address.',
    },
    {
      when: 'response.code_details.startsWith("Unauthorized, and redirecting to OAuth server is not allowed")',
      status: unauthenticated,
      message,
    },
    {
      when: 'response.code_details.startsWith("Failed to refresh the access token")',
      status: unauthenticated,
      message,
    },
  ];
}

/** The mapper for a person who has come back from the provider without a session: that is read on a page of its own. */
export function sessionReplyPage({ session }: EnvoyPlan): string {
  if (!session) return '';
  const { callback, signIn } = session.paths;
  return yaml`
    - ${reason(`request.url_path == "${callback}" && response.code == 401`)}
      body:
        inline_string: >-
          <!doctype html><html lang="en"><meta charset="utf-8"><title>Not signed in</title>
          <h1>You are not signed in</h1>
          <p>The sign-in provider refused, or this is not the answer to what was asked here last.</p>
          <p><a href="${signIn}">Sign in again</a></p></html>
      body_format_override:
        text_format_source: { inline_string: '%LOCAL_REPLY_BODY%' }
        content_type: text/html; charset=utf-8
  `;
}
