import { payloadsOf } from '../../../state/payloads.js';
import type { WorkflowExecutionInfo } from '../../../../client/index.js';
import type { Session } from '../../../state/session.svelte.js';
import type { ExportField } from './export-fields.js';
import { type ExportFormat, fileText, fileTypes, type FormatOptions } from './export-format.js';
import { ExportJob } from './export-job.svelte.js';
import { chooseSink } from './file-sink.js';
import { PacedPages } from './paced-pages.js';
import { wait } from './wait.js';

/** The rows of an export: those that were picked, or all that a visibility query finds. */
export type ExportScope = { rows: readonly WorkflowExecutionInfo[] } | { query: string };

export interface ExportPlan {
  scope: ExportScope;
  fields: readonly ExportField[];
  format: ExportFormat;
  options: FormatOptions;
  pageSize: number;
}

/**
 * Asks for a file and makes the export that goes into it. Call it in answer to a click.
 *
 * @returns nothing when no file was chosen
 */
export async function prepareExport(
  session: Session,
  namespace: string,
  plan: ExportPlan,
): Promise<ExportJob | undefined> {
  const { fields, format, options } = plan;
  const sink = await chooseSink({ name: fileName(namespace, format, new Date()), ...fileTypes[format] });
  if (!sink) return undefined;
  const job: ExportJob = new ExportJob({
    next: 'rows' in plan.scope ? once(plan.scope.rows) : allPages(session, namespace, plan.scope.query, plan.pageSize),
    fields,
    text: fileText(
      format,
      fields.map(({ name }) => name),
      options,
    ),
    sink,
    decode: (payloads, call) => payloadsOf(session, namespace).decodeAll(payloads, call),
  });
  return job;

  function allPages(from: Session, of: string, query: string, pageSize: number) {
    const { workflow } = from.client(of);
    const pages = new PacedPages({
      load: (page) => workflow.listPage({ query, ...page }),
      pageSize,
      onpause: (pause) => job.paused(pause),
      wait,
      now: () => performance.now(),
    });
    return (signal: AbortSignal) => pages.next(signal);
  }
}

/** What is in the page already. */
function once(rows: readonly WorkflowExecutionInfo[]): () => Promise<readonly WorkflowExecutionInfo[] | undefined> {
  let left: readonly WorkflowExecutionInfo[] | undefined = rows;
  return () => {
    const page = left;
    left = undefined;
    return Promise.resolve(page);
  };
}

/** `workflows-orders-2026-11-28T14-03-07.csv`: a name that every file system takes. */
export function fileName(namespace: string, format: ExportFormat, at: Date): string {
  const place = namespace.replace(/[^\w.-]+/g, '_').slice(0, 60);
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-');
  return `workflows-${place}-${time}.${fileTypes[format].extension}`;
}
