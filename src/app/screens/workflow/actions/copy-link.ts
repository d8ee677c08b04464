import { copyText } from '../../../state/copy-text.js';
import { href } from '../../../state/routes.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { menuTexts as texts } from '../../../texts/run-actions.js';
import type { RunPage } from '../run-page.svelte.js';

/** Puts an address on the clipboard that leads to this very run, also when a newer one begins. */
export async function copyLink({ namespace, workflowId, target: { runId } }: RunPage): Promise<void> {
  const address = new URL(href('workflow', { namespace, workflowId, runId }), location.href);
  const isCopied = await copyText(address.href, { title: texts.linkFailed, detail: texts.linkFailedText });
  if (isCopied) toasts.done(texts.linkCopied);
}
