import {
  type ActivityOptionsChange,
  type BatchOperation,
  RawValue,
  type ResetReapplyExclude,
  type WorkflowOptionsChange,
} from '../../../client/index.js';
import { compilePayloads } from '../../components/payload-input/compile-payload.js';
import type { PayloadDraft } from '../../components/payload-input/payload-draft.js';
import { parseDurationInput } from '../../format/duration-input.js';
import type { DeedKind } from './deeds.js';
import { draftTexts as texts } from '../../texts/batch.js';

/** What the forms of all deeds hold; a deed reads its part. */
export interface DeedDraft {
  signalName: string;
  args: PayloadDraft[];
  resetTo: 'last-workflow-task' | 'first-workflow-task' | 'build-id';
  buildId: string;
  currentRunOnly: boolean;
  exclude: ResetReapplyExclude[];
  /** `keep`: stays as it is. */
  override: 'keep' | 'AUTO_UPGRADE' | 'pinned' | 'clear';
  pinnedDeployment: string;
  pinnedBuildId: string;
  /** A change replaces all of it, so all of it is asked for. */
  priority: 'keep' | 'set' | 'clear';
  priorityKey: string;
  fairnessKey: string;
  fairnessWeight: string;
  /** Empty: all pending Activities. */
  activityType: string;
  resetAttempts: boolean;
  resetHeartbeat: boolean;
  keepPaused: boolean;
  restoreOptions: boolean;
  jitter: string;
  activityTaskQueue: string;
  scheduleToCloseTimeout: string;
  scheduleToStartTimeout: string;
  startToCloseTimeout: string;
  heartbeatTimeout: string;
}

export function emptyDraft(): DeedDraft {
  return {
    signalName: '',
    args: [],
    resetTo: 'last-workflow-task',
    buildId: '',
    currentRunOnly: false,
    exclude: [],
    override: 'keep',
    pinnedDeployment: '',
    pinnedBuildId: '',
    priority: 'keep',
    priorityKey: '',
    fairnessKey: '',
    fairnessWeight: '',
    activityType: '',
    resetAttempts: false,
    resetHeartbeat: false,
    keepPaused: false,
    restoreOptions: false,
    jitter: '',
    activityTaskQueue: '',
    scheduleToCloseTimeout: '',
    scheduleToStartTimeout: '',
    startToCloseTimeout: '',
    heartbeatTimeout: '',
  };
}

/** Errors by the field of the draft; `args` by the id of the argument, `all` where no field is to blame. */
export interface DraftErrors {
  fields: Partial<Record<keyof DeedDraft | 'all', string>>;
  args?: Record<number, string> | undefined;
}

export type CompiledDraft = { ok: true; operation: BatchOperation } | { ok: false; errors: DraftErrors };

/** The operation that a draft describes, or what is missing. */
export function compileDeed(kind: DeedKind, draft: DeedDraft): CompiledDraft {
  switch (kind) {
    case 'cancel':
    case 'terminate':
    case 'delete':
      return done({ type: kind });
    case 'signal':
      return compileSignal(draft);
    case 'reset':
      return compileReset(draft);
    case 'updateOptions':
      return compileOptions(draft);
    case 'unpauseActivities':
      return withJitter(draft, (jitter) => ({
        type: kind,
        resetAttempts: draft.resetAttempts,
        resetHeartbeat: draft.resetHeartbeat,
        ...jitter,
        ...activityType(draft),
      }));
    case 'resetActivities':
      return withJitter(draft, (jitter) => ({
        type: kind,
        resetHeartbeat: draft.resetHeartbeat,
        keepPaused: draft.keepPaused,
        restoreOriginalOptions: draft.restoreOptions,
        ...jitter,
        ...activityType(draft),
      }));
    case 'updateActivityOptions':
      return compileActivityOptions(draft);
  }
}

function done(operation: BatchOperation): CompiledDraft {
  return { ok: true, operation };
}

function wrong(fields: DraftErrors['fields'], args?: Record<number, string>): CompiledDraft {
  return { ok: false, errors: { fields, args } };
}

function compileSignal({ signalName, args }: DeedDraft): CompiledDraft {
  const { payloads, errors } = compilePayloads(args);
  if (!signalName.trim()) return wrong({ signalName: texts.missingSignal }, errors);
  if (errors) return wrong({}, errors);
  const values = payloads.map((payload) => RawValue.fromPayload(payload));
  return done({ type: 'signal', signal: signalName.trim(), args: values });
}

function compileReset({ resetTo, buildId, currentRunOnly, exclude }: DeedDraft): CompiledDraft {
  if (resetTo !== 'build-id') return done({ type: 'reset', to: resetTo, exclude });
  if (!buildId.trim()) return wrong({ buildId: texts.missingBuildId });
  return done({ type: 'reset', to: { buildId: buildId.trim() }, currentRunOnly, exclude });
}

function compileOptions(draft: DeedDraft): CompiledDraft {
  const change: WorkflowOptionsChange = {};
  if (draft.override === 'AUTO_UPGRADE') change.versioningOverride = 'AUTO_UPGRADE';
  if (draft.override === 'clear') change.versioningOverride = null;
  if (draft.override === 'pinned') {
    const [deploymentName, buildId] = [draft.pinnedDeployment.trim(), draft.pinnedBuildId.trim()];
    if (!deploymentName || !buildId) {
      return wrong({
        ...(deploymentName ? {} : { pinnedDeployment: texts.missingDeployment }),
        ...(buildId ? {} : { pinnedBuildId: texts.missingBuildId }),
      });
    }
    change.versioningOverride = { pinnedTo: { deploymentName, buildId } };
  }
  if (draft.priority === 'clear') change.priority = null;
  if (draft.priority === 'set') {
    const fields = priorityErrors(draft);
    if (Object.keys(fields).length > 0) return wrong(fields);
    change.priority = {
      priorityKey: Number(draft.priorityKey.trim()) || undefined,
      fairnessKey: draft.fairnessKey.trim() || undefined,
      fairnessWeight: Number(draft.fairnessWeight.trim()) || undefined,
    };
  }
  return Object.keys(change).length > 0
    ? done({ type: 'updateOptions', change })
    : wrong({ all: texts.nothingToChange });
}

function priorityErrors({ priorityKey, fairnessKey, fairnessWeight }: DeedDraft): DraftErrors['fields'] {
  const weight = Number(fairnessWeight.trim() || 1);
  return {
    ...(/^(?:[1-9]\d{0,3})?$/.test(priorityKey.trim()) ? {} : { priorityKey: texts.badPriority }),
    ...(new TextEncoder().encode(fairnessKey.trim()).length <= 64 ? {} : { fairnessKey: texts.badFairnessKey }),
    ...(weight >= 0.001 && weight <= 1000 ? {} : { fairnessWeight: texts.badFairnessWeight }),
  };
}

const timeouts = [
  'scheduleToCloseTimeout',
  'scheduleToStartTimeout',
  'startToCloseTimeout',
  'heartbeatTimeout',
] as const;

function compileActivityOptions(draft: DeedDraft): CompiledDraft {
  const type = 'updateActivityOptions' as const;
  if (draft.restoreOptions) return done({ type, change: 'restore', ...activityType(draft) });
  const change: ActivityOptionsChange = {};
  const fields: DraftErrors['fields'] = {};
  if (draft.activityTaskQueue.trim()) change.taskQueue = draft.activityTaskQueue.trim();
  for (const name of timeouts) {
    const text = draft[name].trim();
    if (!text) continue;
    const ms = parseDurationInput(text);
    if (ms === undefined) fields[name] = texts.badDuration;
    else change[name] = ms;
  }
  if (Object.keys(fields).length > 0) return wrong(fields);
  if (Object.keys(change).length === 0) return wrong({ all: texts.nothingToChange });
  return done({ type, change, ...activityType(draft) });
}

function activityType({ activityType }: DeedDraft): { activityType?: string } {
  return activityType.trim() ? { activityType: activityType.trim() } : {};
}

function withJitter(draft: DeedDraft, operation: (jitter: { jitter?: number }) => BatchOperation): CompiledDraft {
  const text = draft.jitter.trim();
  const jitter = text ? parseDurationInput(text) : 0;
  if (jitter === undefined) return wrong({ jitter: texts.badDuration });
  return done(operation(jitter > 0 ? { jitter } : {}));
}
