import { copyText } from '../../../state/copy-text.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { savedViewTexts as texts } from '../../../texts/saved-views.js';

/** @param href as a link on this page has it */
export async function copyViewLink(href: string): Promise<void> {
  const isCopied = await copyText(new URL(href, location.href).href);
  if (isCopied) toasts.done(texts.copied, { detail: texts.copiedText });
}
