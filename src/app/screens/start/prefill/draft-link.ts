import type { NamedPayloadDraft, PayloadDraft } from '../../../components/payload-input/payload-draft.js';
import { sentPayloads } from '../../../components/payload-input/payload-draft.js';
import { isUnused } from '../../../components/payload-input/compile-payload.js';
import { href } from '../../../state/routes.js';
import type { StartDraft } from '../draft.js';
import { attributesText } from './attributes-text.js';
import { retryText, versioningText } from './option-texts.js';
import { plainJson, wireJson } from './payload-texts.js';
import { textParameters } from './prefill.js';

/** The address that fills the form as it is now; `prefilledDraft` reads it. A suggested id stays a suggestion. */
export function draftLink(namespace: string, draft: StartDraft): string {
  const query = new URLSearchParams();
  const set = (name: string, text: string) => {
    if (text) query.set(name, text);
  };
  for (const [field, name = field] of textParameters) if (isMeant(draft, field)) set(name, draft[field].trim());
  if (!draft.idIsSuggested) set('workflowId', draft.workflowId);
  setPayloads(query, draft.args, 'args', 'payloads', 'input');
  if (draft.mode === 'signal') {
    query.set('signal', draft.signalName.trim());
    setPayloads(query, draft.signalArgs, 'signalArgs', 'signalPayloads');
  }
  if (draft.mode === 'update') {
    query.set('update', draft.updateName.trim());
    setPayloads(query, draft.updateArgs, 'updateArgs', 'updatePayloads');
    set('waitForStage', draft.waitForStage);
  }
  set('retry', retryText(draft));
  set('idReusePolicy', draft.reusePolicy);
  set('idConflictPolicy', draft.conflictPolicy);
  set('onAlreadyStarted', draft.attach ? 'attach' : '');
  setNamed(query, draft.memo, 'memo', 'memoPayloads');
  setNamed(query, draft.headers, 'headers', 'headerPayloads');
  set('searchAttributes', attributesText(draft.attributes));
  set('versioningOverride', versioningText(draft));
  const text = query.toString();
  return href('start', { namespace }) + (text && `?${text}`);
}

function isMeant({ mode }: StartDraft, field: string): boolean {
  if (field === 'workflowId') return false;
  if (field === 'signalName') return false;
  if (field === 'updateName') return false;
  return field !== 'updateId' || mode === 'update';
}

/** As JSON where all of them are; texts that are no JSON yet can be handed on too, where there is a parameter for them. */
function setPayloads(
  query: URLSearchParams,
  drafts: readonly PayloadDraft[],
  values: string,
  payloads: string,
  texts?: string,
): void {
  const sent = sentPayloads(drafts);
  if (sent.length === 0) return;
  const plain = sent.map(plainJson);
  if (plain.every((text) => text !== undefined)) query.set(values, `[${plain.join(',')}]`);
  else if (texts && sent.every(({ kind }) => kind === 'json')) for (const { text } of sent) query.append(texts, text);
  else query.set(payloads, JSON.stringify(sent.map(wireJson)));
}

function setNamed(
  query: URLSearchParams,
  drafts: readonly NamedPayloadDraft[],
  values: string,
  payloads: string,
): void {
  const used = drafts.filter((draft) => !isUnused(draft));
  const plain = used.flatMap((draft) => {
    const text = plainJson(draft);
    return text === undefined ? [] : [`${JSON.stringify(draft.name)}:${text}`];
  });
  const others = used.filter((draft) => plainJson(draft) === undefined);
  if (plain.length > 0) query.set(values, `{${plain.join(',')}}`);
  if (others.length > 0) {
    query.set(payloads, JSON.stringify(Object.fromEntries(others.map((draft) => [draft.name, wireJson(draft)]))));
  }
}
