import { type ErrorWords, errorWords } from '../format/errors.js';
import { problemTexts, texts } from '../texts/sign-in.js';
import { SignInError } from './sign-in-error.js';

/** Why somebody is not signed in, in words. Other errors are those of the connection. */
export function problemWords(error: unknown): ErrorWords {
  if (!(error instanceof SignInError)) return errorWords(error);
  const { title, detail, hint } = problemTexts[error.kind];
  return {
    title,
    detail: error.reason ? texts.withReason(detail, error.reason) : detail,
    hint,
    code: error.kind,
    retryable: error.isPassing,
  };
}
