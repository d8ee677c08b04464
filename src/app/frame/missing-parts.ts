import { isMissingPart } from '../format/missing-part.js';
import { toasts } from '../state/toasts.svelte.js';
import { texts } from '../texts/frame.js';

/**
 * Says that a part of the console could not be loaded, wherever nothing else does: somebody has pressed a button, and
 * nothing came. @returns what ends it
 */
export function tellMissingParts(): () => void {
  const tell = (event: PromiseRejectionEvent) => {
    const error: unknown = event.reason;
    if (!isMissingPart(error)) return;
    event.preventDefault();
    // A part may have several files.
    const isTold = toasts.items.some(({ title }) => title === texts.screenFailed);
    if (!isTold) toasts.failed(texts.screenFailed, { error });
  };
  addEventListener('unhandledrejection', tell);
  return () => removeEventListener('unhandledrejection', tell);
}
