import { commonTexts } from '../texts/components.js';
import { toasts } from './toasts.svelte.js';

/**
 * Puts a text on the clipboard; where that cannot be done, a notification says so.
 *
 * @param failed what it says
 * @returns whether it is there
 */
export async function copyText(
  text: string,
  failed: { title: string; detail: string } = { title: commonTexts.notCopied, detail: commonTexts.notCopiedText },
): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toasts.failed(failed.title, { detail: failed.detail });
    return false;
  }
}
