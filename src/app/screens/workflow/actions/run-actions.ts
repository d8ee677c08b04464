import {
  ArrowLeftRight,
  Ban,
  CirclePause,
  CirclePlay,
  CopyPlus,
  GitCompareArrows,
  type IconNode,
  Link,
  OctagonX,
  Radio,
  SlidersHorizontal,
  SquareTerminal,
  TextSearch,
  Trash2,
  Undo2,
} from 'lucide';
import type { Component } from 'svelte';
import type { Action } from '../../../state/permissions.js';
import { href } from '../../../state/routes.js';
import { menuTexts as texts } from '../../../texts/run-actions.js';
import { compareQuery } from '../../compare/compare-address.js';
import type { RunPage } from '../run-page.svelte.js';
import { startLike } from '../start-like.js';
import { copyLink } from './copy-link.js';

/** What every dialog of an action gets; the run comes from `getRun()`. */
export interface ActionProps {
  /** @param changed whether the run is different now, so that the page asks for it again */
  onclose: (changed: boolean) => void;
  /** Where it was opened from, such as an event of the history. */
  eventId?: number | undefined;
}

export type RunActionId =
  | 'signal'
  | 'update'
  | 'query'
  | 'pause'
  | 'unpause'
  | 'reset'
  | 'options'
  | 'like'
  | 'compare'
  | 'cli'
  | 'link'
  | 'cancel'
  | 'terminate'
  | 'terminateLatest'
  | 'delete';

export type Section = keyof typeof texts.sections;

/** Something that can be done to a run, wherever it is offered: button, menu, palette, key. */
export interface RunAction {
  label: string;
  icon: IconNode;
  section: Section;
  keys?: string;
  danger?: boolean;
  /** Which right it takes; none for what only reads. */
  right?: Action;
  /** Whether it makes sense in the state that the run is in. */
  fits: (run: RunPage) => boolean;
  /** Why it cannot be done although it would make sense. */
  blocked?: (run: RunPage) => string | undefined;
  /** One of the three: a dialog, a deed without one, or a place. */
  dialog?: () => Promise<{ default: Component<ActionProps> }>;
  run?: (run: RunPage) => void;
  href?: (run: RunPage) => string;
}

const isOpen = ({ open }: RunPage): boolean => open;
const isClosed = ({ open, info }: RunPage): boolean => !open && info !== undefined;
const isPaused = ({ info }: RunPage): boolean => info?.status.name === 'PAUSED';
const hasLoaded = ({ info }: RunPage): boolean => info !== undefined;

/** All of them, in the order of the menu. */
export const runActions: Record<RunActionId, RunAction> = {
  signal: {
    label: texts.signal,
    icon: Radio,
    section: 'talk',
    keys: 's',
    right: 'signal',
    fits: isOpen,
    dialog: () => import('./SignalDialog.svelte'),
  },
  update: {
    label: texts.update,
    icon: ArrowLeftRight,
    section: 'talk',
    keys: 'u',
    right: 'update',
    fits: isOpen,
    blocked: (run) => run.missing('update'),
    dialog: () => import('./UpdateDialog.svelte'),
  },
  query: {
    label: texts.query,
    icon: TextSearch,
    section: 'talk',
    keys: 'q',
    right: 'query',
    fits: hasLoaded,
    dialog: () => import('./QueryDialog.svelte'),
  },
  pause: {
    label: texts.pause,
    icon: CirclePause,
    section: 'steer',
    keys: 'p',
    right: 'pause',
    fits: (run) => run.open && !isPaused(run),
    blocked: (run) => run.missing('pause'),
    dialog: () => import('./PauseDialog.svelte'),
  },
  unpause: {
    label: texts.unpause,
    icon: CirclePlay,
    section: 'steer',
    keys: 'p',
    right: 'pause',
    fits: isPaused,
    dialog: () => import('./UnpauseDialog.svelte'),
  },
  reset: {
    label: texts.reset,
    icon: Undo2,
    section: 'steer',
    keys: 'r',
    right: 'reset',
    fits: ({ info }) => (info?.historyLength ?? 0) > 2,
    dialog: () => import('./reset/ResetDialog.svelte'),
  },
  options: {
    label: texts.options,
    icon: SlidersHorizontal,
    section: 'steer',
    right: 'options',
    fits: isOpen,
    blocked: (run) => run.missing('options'),
    dialog: () => import('./OptionsDialog.svelte'),
  },
  like: {
    label: texts.like,
    icon: CopyPlus,
    section: 'again',
    right: 'start',
    fits: hasLoaded,
    run: ({ namespace, info }) => info && startLike(namespace, info),
  },
  compare: {
    label: texts.compare,
    icon: GitCompareArrows,
    section: 'again',
    fits: hasLoaded,
    href: ({ namespace, workflowId, target: { runId } }) =>
      href('compare', { namespace }, compareQuery({ left: { workflowId, runId } })),
  },
  cli: {
    label: texts.cli,
    icon: SquareTerminal,
    section: 'share',
    fits: hasLoaded,
    dialog: () => import('./CliDialog.svelte'),
  },
  link: {
    label: texts.link,
    icon: Link,
    section: 'share',
    keys: 'l',
    fits: hasLoaded,
    run: (run) => void copyLink(run),
  },
  cancel: {
    label: texts.cancel,
    icon: Ban,
    section: 'end',
    keys: 'c',
    right: 'cancel',
    fits: isOpen,
    dialog: () => import('./CancelDialog.svelte'),
  },
  terminate: {
    label: texts.terminate,
    icon: OctagonX,
    section: 'end',
    keys: 't',
    danger: true,
    right: 'terminate',
    fits: isOpen,
    dialog: () => import('./TerminateDialog.svelte'),
  },
  terminateLatest: {
    label: texts.terminateLatest,
    icon: OctagonX,
    section: 'end',
    danger: true,
    right: 'terminate',
    fits: ({ newerRun }) => newerRun?.open === true,
    dialog: () => import('./TerminateLatestDialog.svelte'),
  },
  delete: {
    label: texts.delete,
    icon: Trash2,
    section: 'end',
    danger: true,
    right: 'delete',
    fits: hasLoaded,
    dialog: () => import('./DeleteDialog.svelte'),
  },
};

/** Why an action that is offered cannot be done: by the role of the person, or by the run and its server. */
export function blockedBy(run: RunPage, id: RunActionId): string | undefined {
  const { right, blocked } = runActions[id];
  return (right && run.session.denied(right)) ?? blocked?.(run);
}

/** What is offered now, in the order of the menu; some of it may be blocked. */
export function offeredActions(run: RunPage): RunActionId[] {
  return (Object.keys(runActions) as RunActionId[]).filter((id) => {
    const { right, fits } = runActions[id];
    return (right === undefined || run.session.may(right)) && fits(run);
  });
}

/** The one that most people want next, given the state of the run. */
export function primaryAction(run: RunPage, offered: readonly RunActionId[]): RunActionId | undefined {
  const status = run.info?.status.name;
  const wishes: RunActionId[] = isClosed(run)
    ? status === 'FAILED' || status === 'TIMED_OUT'
      ? ['reset', 'like']
      : ['like']
    : status === 'PAUSED'
      ? ['unpause']
      : ['signal', 'update'];
  return wishes.find((id) => offered.includes(id));
}
