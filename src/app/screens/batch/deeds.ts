import {
  Ban,
  CircleStop,
  type IconNode,
  Play,
  Radio,
  RotateCcw,
  Settings2,
  SlidersHorizontal,
  TimerReset,
  Trash2,
} from 'lucide';
import type { Action } from '../../state/permissions.js';
import type { Feature } from '../../state/server-features.js';

/** What can be done to many Workflow Executions at once; the names are those of the client's `BatchOperation`. */
export type DeedKind =
  | 'cancel'
  | 'terminate'
  | 'signal'
  | 'reset'
  | 'delete'
  | 'updateOptions'
  | 'unpauseActivities'
  | 'resetActivities'
  | 'updateActivityOptions';

export interface Deed {
  readonly kind: DeedKind;
  readonly icon: IconNode;
  /** What a person has to be allowed to do to a single one. */
  readonly action: Action;
  /** The server does it to open executions only. */
  readonly openOnly: boolean;
  /** It ends or removes something, and no other deed brings that back. */
  readonly isFinal: boolean;
  /** Which of the two ways leave the reason in each history. */
  readonly keepsReason: readonly ('direct' | 'job')[];
  /** What the server needs for it; none where every server can. */
  readonly feature: Feature | undefined;
  /** Stands in the bar; the others are behind "More". */
  readonly isCommon: boolean;
}

/** In the order in which the bar offers them. */
export const deeds: readonly Deed[] = [
  deed('signal', Radio, 'signal', { isCommon: true }),
  deed('cancel', Ban, 'cancel', { isCommon: true, keepsReason: ['direct'] }),
  deed('reset', RotateCcw, 'reset', { isCommon: true, keepsReason: ['direct', 'job'], openOnly: false }),
  deed('terminate', CircleStop, 'terminate', { isCommon: true, keepsReason: ['direct', 'job'], isFinal: true }),
  deed('delete', Trash2, 'delete', { isFinal: true, openOnly: false }),
  deed('updateOptions', SlidersHorizontal, 'options', { feature: 'options' }),
  deed('unpauseActivities', Play, 'activities', { feature: 'activityCommands' }),
  deed('resetActivities', TimerReset, 'activities', { feature: 'activityCommands' }),
  deed('updateActivityOptions', Settings2, 'activities', { feature: 'activityCommands' }),
];

export function deedOf(kind: DeedKind): Deed {
  return deeds.find((one) => one.kind === kind)!;
}

function deed(
  kind: DeedKind,
  icon: IconNode,
  action: Action,
  { openOnly = true, isFinal = false, keepsReason = [], isCommon = false, feature }: Partial<Deed>,
): Deed {
  return { kind, icon, action, openOnly, isFinal, keepsReason, isCommon, feature };
}
