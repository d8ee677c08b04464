import type { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '../../../../client/index.js';
import { compileNamedPayloads, compilePayloads } from '../../../components/payload-input/compile-payload.js';
import type { WirePayload } from '../../../format/payload.js';
import { modeTexts, optionTexts, policyTexts, texts } from '../../../texts/start.js';
import type { StartDraft } from '../draft.js';
import type { StartCall } from '../start-call.js';
import { compileAttributes } from './compile-attributes.js';
import { compileCron, compilePriority, compileRetry, compileVersioning } from './compile-options.js';
import { type DraftErrors, DraftReader } from './draft-errors.js';

export interface CompiledDraft {
  /** Only to be sent when there are no errors: what is wrong is left out of it. */
  call: StartCall;
  errors: DraftErrors;
}

/** Turns what was typed into the call, and says, field by field, what is wrong with it. */
export function compileDraft(draft: StartDraft): CompiledDraft {
  const reader = new DraftReader(draft);
  const { pairs, errors: attributeErrors } = compileAttributes(draft.attributes);
  reader.rows('attributes', attributeErrors);
  const call: StartCall = {
    workflowType: reader.required('workflowType', texts.missing.type),
    taskQueue: reader.required('taskQueue', texts.missing.taskQueue),
    workflowId: workflowId(reader),
    args: payloads(reader, 'args'),
    ...withStart(reader),
    executionTimeoutMs: reader.duration('executionTimeout'),
    runTimeoutMs: reader.duration('runTimeout'),
    taskTimeoutMs: reader.duration('taskTimeout'),
    startDelayMs: reader.duration('startDelay'),
    retry: compileRetry(reader),
    reusePolicy: (draft.reusePolicy || undefined) as WorkflowIdReusePolicy | undefined,
    conflictPolicy: (draft.conflictPolicy || undefined) as WorkflowIdConflictPolicy | undefined,
    attach: draft.mode === 'start' && draft.attach,
    cron: compileCron(reader),
    memo: named(reader, 'memo'),
    headers: named(reader, 'headers'),
    attributes: pairs,
    priority: compilePriority(reader),
    versioning: compileVersioning(reader),
    summary: reader.text('summary'),
    details: reader.text('details'),
  };
  refuseCombinations(reader);
  return { call, errors: reader.errors };
}

/** Spaces may belong to an id, so they stay. */
function workflowId(reader: DraftReader): string {
  reader.required('workflowId', texts.missing.workflowId);
  return reader.draft.workflowId;
}

function payloads(reader: DraftReader, field: 'args' | 'signalArgs' | 'updateArgs'): WirePayload[] {
  const compiled = compilePayloads(reader.draft[field]);
  reader.rows(field, compiled.errors);
  return compiled.payloads;
}

function named(reader: DraftReader, field: 'memo' | 'headers'): Record<string, WirePayload> | undefined {
  const compiled = compileNamedPayloads(reader.draft[field]);
  reader.rows(field, compiled.errors);
  return Object.keys(compiled.payloads).length > 0 ? compiled.payloads : undefined;
}

function withStart(reader: DraftReader): Pick<StartCall, 'signal' | 'update'> {
  switch (reader.draft.mode) {
    case 'start':
      return {};
    case 'signal':
      return {
        signal: {
          name: reader.required('signalName', modeTexts.missingSignal),
          args: payloads(reader, 'signalArgs'),
        },
      };
    case 'update':
      return {
        update: {
          name: reader.required('updateName', modeTexts.missingUpdate),
          args: payloads(reader, 'updateArgs'),
          updateId: reader.text('updateId'),
          waitForStage: reader.draft.waitForStage === 'ACCEPTED' ? 'ACCEPTED' : 'COMPLETED',
        },
      };
  }
}

/** What the server refuses together, said before it does, at the field that can be changed. */
function refuseCombinations({ draft, errors }: DraftReader): void {
  const { mode, conflictPolicy, reusePolicy } = draft;
  const cron = draft.cron.trim();
  const startDelay = draft.startDelay.trim();
  if (mode === 'update' && cron) errors['cron'] ??= modeTexts.notWithUpdate;
  if (mode === 'update' && startDelay) errors['startDelay'] ??= modeTexts.notWithUpdate;
  if (mode !== 'update' && cron && startDelay) errors['startDelay'] ??= optionTexts.notWithCron;
  if (mode === 'update' && !conflictPolicy) errors['conflictPolicy'] = policyTexts.required;
  if (mode === 'signal' && conflictPolicy === 'FAIL') errors['conflictPolicy'] = policyTexts.notFailWithSignal;
  if (conflictPolicy === 'TERMINATE_EXISTING' && reusePolicy === 'REJECT_DUPLICATE') {
    errors['reusePolicy'] = policyTexts.rejectAndTerminate;
  }
}
