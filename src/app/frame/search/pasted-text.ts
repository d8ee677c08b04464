import { looksLikeRunId } from '../../format/ids.js';
import { statuses } from '../../../live/status.js';
import { href, parseHash } from '../../state/routes.js';

/** What a pasted text may mean. */
export interface PastedText {
  /** The hash of a page of this console, when the text is or holds a link. */
  link: string | undefined;
  /** What can be asked for, the likeliest first. */
  executions: readonly { workflowId: string; runId?: string }[];
  /** What may be a Run Id. */
  runIds: readonly string[];
  /** The text without what copying added to it: for ids of other things, and for the beginning of one. */
  id: string;
}

/** A text of several lines or words may hold more ids than anybody means. */
const mostCandidates = 4;

/**
 * Reads what people paste: an id, with the quotes and spaces that came along; a link of this console or of the official
 * UI; a command or a line of output of the CLI; a line of a log.
 */
export function readPasted(text: string): PastedText {
  const whole = text.trim();
  const id = withoutWrapping(whole);
  const link = linkIn(whole);
  const workflowIds = [...labelled(whole, workflowIdLabel), whole, id, ...idOfListLine(whole)].filter(Boolean);
  const labelledRun = labelled(whole, runIdLabel).find(looksLikeRunId);
  const named = labelled(whole, workflowIdLabel)[0];
  const executions = [...new Set(workflowIds)]
    .slice(0, mostCandidates)
    .map((workflowId) => (workflowId === named && labelledRun ? { workflowId, runId: labelledRun } : { workflowId }));
  const runIds = [...new Set(whole.match(uuids) ?? [])].slice(0, mostCandidates);
  return { link, executions, runIds, id };
}

const uuids = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const workflowIdLabel =
  /(?:workflow[-_ ]?id|--workflow-id|(?:^|\s)-w)"?\s*[:=\s]\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;]+)/gi;
const runIdLabel = /(?:run[-_ ]?id|(?:^|\s)-r)"?\s*[:=\s]\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;]+)/gi;

/** Values behind a label: `--workflow-id order-1`, `WorkflowId   order-1`, `"workflowId":"order-1"`. */
function labelled(text: string, label: RegExp): string[] {
  return [...text.matchAll(label)].map(([, value = '']) => withoutWrapping(value));
}

/** `temporal workflow list` writes columns, the id behind the status. */
function idOfListLine(text: string): string[] {
  const [status = '', id = ''] = text.split(/\s{2,}|\t/);
  const isStatus = Object.values(statuses).some(({ query }) => query === status.replace(/\s/g, ''));
  return isStatus && id ? [id] : [];
}

const pairs: Record<string, string> = { '"': '"', "'": "'", '`': '`', '“': '”', '(': ')', '[': ']', '<': '>' };

/** Without quotes, brackets, and the comma or full stop after them. */
function withoutWrapping(text: string): string {
  const bare = text.trim().replace(/[,;]$/, '');
  const end = pairs[bare.charAt(0)];
  if (bare.length > 2 && end && bare.endsWith(end)) return withoutWrapping(bare.slice(1, -1));
  return bare;
}

/** A link of this console as it is; of the official UI, the run that it shows. */
function linkIn(text: string): string | undefined {
  const [ours] = /#\/[^\s"'<>]+/.exec(text) ?? [];
  if (ours) {
    const { name } = parseHash(ours);
    if (name !== 'unknown' && name !== 'home') return ours;
  }
  const [, path] = /(\/namespaces\/[^/?#\s]+\/workflows\/[^/?#\s]+(?:\/[^/?#\s]+)?)/.exec(text) ?? [];
  if (!path) return undefined;
  const route = parseHash(`#${path}`);
  if (route.name !== 'workflow') return undefined;
  const { namespace, workflowId, runId } = route.params;
  // The official UI has pages where we have a Run Id: `…/workflows/ID/history`.
  return href('workflow', { namespace, workflowId, runId: runId && looksLikeRunId(runId) ? runId : undefined });
}
