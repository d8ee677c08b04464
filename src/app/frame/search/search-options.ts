import { Activity, History, type IconNode, ListFilter, Workflow } from 'lucide';
import { ValueError, where } from '../../../client/index.js';
import { statusLabel } from '../../../live/status.js';
import { recentRuns } from '../../state/recent-runs.js';
import { href } from '../../state/routes.js';
import { searchTexts as texts } from '../../texts/search.js';
import type { Hit } from '../find-execution.js';

/** One line of what the search offers. */
export interface Option {
  id: string;
  icon: IconNode;
  label: string;
  /** An id, cut in the middle when it is long. */
  value: string;
  note: string;
  /** Where it leads; none for something that the console has no page for. */
  href: string | undefined;
}

/** What was found, when it is more than one thing or leads nowhere. */
export function hitOptions(hits: readonly Hit[]): Option[] {
  return hits.map(({ id, kind, workflowId, type, status, href: target }) => ({
    id: id.replace(/[^\w-]/g, '_'),
    icon: kind === 'activity' || kind === 'standalone' ? Activity : Workflow,
    label: texts.kinds[kind](type),
    value: workflowId,
    note: kind === 'standalone' ? status : statusLabel(status),
    href: target,
  }));
}

interface Typed {
  namespace: string;
  address: string;
  typed: string;
  /** The search is over: what begins like the text is all that is left to offer. */
  isDone: boolean;
}

const mostRecent = 6;

/** Workflow Ids that begin like the text, and runs that were looked at in this browser. */
export function suggestions({ namespace, address, typed, isDone }: Typed): Option[] {
  const wanted = typed.toLowerCase();
  const recent = recentRuns()
    .filter((run) => run.address === address && run.namespace === namespace)
    .filter(({ workflowId, runId }) => workflowId.toLowerCase().includes(wanted) || runId.startsWith(wanted))
    .slice(0, isDone ? 0 : mostRecent)
    .map(({ workflowId, runId, type }): Option => ({
      id: `recent-${runId}`,
      icon: History,
      label: '',
      value: workflowId,
      note: type,
      href: href('workflow', { namespace, workflowId, runId }),
    }));
  return [...recent, ...beginningLike(namespace, typed)];
}

function beginningLike(namespace: string, typed: string): Option[] {
  if (!typed) return [];
  try {
    const query = String(where('WorkflowId', 'STARTS_WITH', typed));
    return [
      {
        id: 'prefix',
        icon: ListFilter,
        label: texts.startingWith,
        value: typed,
        note: '',
        href: href('workflows', { namespace }, { query }),
      },
    ];
  } catch (error) {
    // Some texts can stand in no query.
    if (error instanceof ValueError) return [];
    throw error;
  }
}
