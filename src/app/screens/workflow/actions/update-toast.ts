import { payloadText, viewPayload } from '../../../format/payload.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { errorWords } from '../../../format/errors.js';
import { updateTexts as texts } from '../../../texts/run-actions.js';
import type { UpdateState } from './update-call.svelte.js';

const mostShown = 160;

/** Tells what came of an update whose dialog is closed. */
export function toastOutcome(state: UpdateState, address: string): void {
  const link = { label: texts.toastLink, href: address };
  if (state.phase === 'completed') {
    const text = state.result ? payloadText(viewPayload(state.result)) : texts.noResult;
    const detail = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
    toasts.done(texts.toastDone(state.input.name), { detail, link });
  } else if (state.phase === 'failed') {
    const title = state.rejected ? texts.rejected(state.input.name) : texts.toastFailed(state.input.name);
    toasts.failed(title, { detail: state.failure?.message, link });
  } else if (state.phase === 'error') {
    const { title, detail } = errorWords(state.error);
    toasts.failed(`${texts.toastFailed(state.input.name)}: ${title}`, { detail, link });
  }
}
