import { type GrpcError, statusName, TransportError } from '../../client/index.js';
import { bareRefusalWords, type ErrorWords, isBareRefusal } from '../format/errors.js';
import { methodWords } from '../format/rights.js';
import { refusalTexts as texts } from '../texts/sign-in.js';
import type { TokenAccount } from './account.js';
import { deniedNamespace } from './account-rights.js';
import { SignInError } from './sign-in-error.js';
import { problemWords } from './problem-words.js';

/** What a refusal means to somebody who is signed in; undefined for every other error. */
export function refusalWords(error: GrpcError, account: TokenAccount): ErrorWords | undefined {
  const problem = problemIn(error);
  if (problem) return { ...problemWords(problem), retryable: problem.isPassing, needsConnection: !problem.isPassing };
  const status = statusName(error.code);
  const http = error instanceof TransportError ? error.httpStatus : undefined;
  if (status === 'UNAUTHENTICATED' || http === 401) {
    return {
      title: texts.refused,
      detail: error.details || texts.noReason,
      hint: hintFor(error.details, account),
      retryable: false,
      needsConnection: true,
    };
  }
  if (status === 'PERMISSION_DENIED' || http === 403) {
    return {
      title: texts.notAllowed,
      detail: texts.mayNot(account.name, account.role, error.method && methodWords(error.method), error.namespace),
      hint: whyDenied(error, account, http),
      retryable: false,
    };
  }
  return undefined;
}

/** What is known of a refusal besides that it is one. */
function whyDenied(error: GrpcError, account: TokenAccount, http: number | undefined): string {
  const own = error.namespace && deniedNamespace(account, error.namespace) && account.namespaces;
  const mayEnter = own ? ` ${texts.mayEnter(own)}` : '';
  if (isBareRefusal(error)) {
    const { detail, hint } = bareRefusalWords(error);
    return `${detail}${mayEnter} ${hint}`;
  }
  return (error.details && http === undefined ? texts.serverSays(error.details) : texts.askForAccess) + mayEnter;
}

/** A token that is good by this page's count: the clocks differ, or it is for somebody else. */
function hintFor(details: string, { audience }: TokenAccount): string {
  if (/expired|not yet valid|time constraint/i.test(details)) return texts.clocks;
  return audience === undefined ? texts.refusedHint : texts.audience(audience);
}

/** Why there was no token to send. */
function problemIn(error: unknown): SignInError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof SignInError) return cause;
  return undefined;
}
