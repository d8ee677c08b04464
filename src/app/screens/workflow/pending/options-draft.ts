import type { RetryPolicy } from '../../../../client/index.js';
import { durationInput, parseDurationInput } from '../../../format/duration-input.js';
import { msFrom } from '../../../../live/wire.js';
import { activityOptionTexts as texts } from '../../../texts/pending.js';
import type { PendingActivity } from './activity-view.js';

export const timeoutFields = [
  'scheduleToCloseTimeout',
  'scheduleToStartTimeout',
  'startToCloseTimeout',
  'heartbeatTimeout',
] as const;
export type TimeoutField = (typeof timeoutFields)[number];
const retryFields = ['initialInterval', 'backoff', 'maximumInterval', 'attempts', 'nonRetryable'] as const;

/** Options as they are typed; empty is none. */
export type OptionsDraft = Record<TimeoutField | (typeof retryFields)[number] | 'taskQueue', string>;
export type OptionsErrors = Partial<OptionsDraft>;

export interface OptionsChange extends Partial<Record<TimeoutField, number | null>> {
  taskQueue?: string;
  retry?: RetryPolicy;
}

export function currentOptions({ activityOptions: options }: PendingActivity): OptionsDraft {
  const retry = options?.retryPolicy;
  const length = (duration: Parameters<typeof msFrom>[0]): string => {
    const ms = msFrom(duration);
    return ms ? durationInput(ms) : '';
  };
  return {
    taskQueue: options?.taskQueue?.name ?? '',
    scheduleToCloseTimeout: length(options?.scheduleToCloseTimeout),
    scheduleToStartTimeout: length(options?.scheduleToStartTimeout),
    startToCloseTimeout: length(options?.startToCloseTimeout),
    heartbeatTimeout: length(options?.heartbeatTimeout),
    initialInterval: length(retry?.initialInterval),
    backoff: retry?.backoffCoefficient ? String(retry.backoffCoefficient) : '',
    maximumInterval: length(retry?.maximumInterval),
    attempts: retry?.maximumAttempts ? String(retry.maximumAttempts) : '',
    nonRetryable: retry?.nonRetryableErrorTypes.join(', ') ?? '',
  };
}

/** Only what differs, or what is wrong with it. A retry policy is sent whole. */
export function compileOptions(
  before: OptionsDraft,
  draft: OptionsDraft,
): { change: OptionsChange } | { errors: OptionsErrors } {
  const errors: OptionsErrors = {};
  const differs = (field: keyof OptionsDraft): boolean => draft[field].trim() !== before[field].trim();
  const duration = (field: keyof OptionsDraft): number | undefined => {
    const text = draft[field].trim();
    const ms = text ? parseDurationInput(text) : undefined;
    if (text && ms === undefined) errors[field] = texts.duration;
    return ms;
  };
  const number = (field: 'attempts' | 'backoff', isFine: (value: number) => boolean): number | undefined => {
    const text = draft[field].trim();
    if (text && !isFine(Number(text))) errors[field] = texts.number;
    return text ? Number(text) : undefined;
  };
  const change: OptionsChange = {};
  if (differs('taskQueue')) {
    if (!draft.taskQueue.trim()) errors.taskQueue = texts.missing;
    change.taskQueue = draft.taskQueue.trim();
  }
  for (const field of timeoutFields) if (differs(field)) change[field] = duration(field) ?? null;
  if (retryFields.some(differs)) {
    const types = draft.nonRetryable.split(',').map((type) => type.trim());
    change.retry = {
      initialInterval: duration('initialInterval'),
      backoffCoefficient: number('backoff', (value) => value >= 1),
      maximumInterval: duration('maximumInterval'),
      maximumAttempts: number('attempts', (value) => Number.isInteger(value) && value > 0),
      nonRetryableErrorTypes: types.filter(Boolean),
    };
  }
  return Object.keys(errors).length > 0 ? { errors } : { change };
}
