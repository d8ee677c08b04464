import * as oauth from 'oauth4webapi';
import { SignInError } from './sign-in-error.js';

/** The provider would have had to show a page, and was asked not to. */
const needsPerson = /^(login|interaction|consent|account_selection)_required$/;
/** It will answer later. */
const isBusy = /^(temporarily_unavailable|server_error|slow_down)$/;

/** What went wrong, without what the library attaches: whole answers of the provider, with tokens in them. */
export function problemFrom(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    if (needsPerson.test(error.error)) return new SignInError('ended');
    if (isBusy.test(error.error)) return new SignInError('unreachable', reasonOf(error));
    return new SignInError('refused', reasonOf(error));
  }
  if (error instanceof oauth.OperationProcessingError) {
    const { cause } = error;
    const status = cause instanceof Response ? cause.status : undefined;
    if (status !== undefined && (status >= 500 || status === 429))
      return new SignInError('unreachable', `HTTP ${status}`);
    switch (error.code) {
      case oauth.JWT_TIMESTAMP_CHECK:
        return new SignInError('clock');
      case oauth.INVALID_RESPONSE:
      case oauth.JWT_CLAIM_COMPARISON:
        return new SignInError('forged', error.message);
      default:
        return new SignInError('not-a-provider', status === undefined ? error.message : `HTTP ${status}`);
    }
  }
  if (error instanceof oauth.UnsupportedOperationError) return new SignInError('not-a-provider', error.message);
  // What fetch throws: no network, no CORS headers, or no answer in time.
  return new SignInError('unreachable');
}

const longestReason = 200;

/** What the provider says for people, else its code. It is foreign text, so no more than a line of it. */
function reasonOf({
  error,
  error_description: description,
}: {
  error: string;
  error_description?: string | undefined;
}): string {
  return (description ?? error).replace(/\s+/g, ' ').slice(0, longestReason);
}
