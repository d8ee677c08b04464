import type { WorkflowExecutionInfo } from '../../../../client/index.js';

export interface ListRow {
  info: WorkflowExecutionInfo;
  /** It was in this list and is not any more; it stays in place until the person asks for the newest. */
  gone: boolean;
}

/**
 * The rows where they stand, each with what is known of it now.
 *
 * @param isWhole the answer holds all that match; on a full page, a row that is missing may only have moved on
 */
export function updateInPlace(
  rows: readonly ListRow[],
  latest: readonly WorkflowExecutionInfo[],
  isWhole: boolean,
): ListRow[] {
  const byRunId = new Map(latest.map((info) => [info.runId, info]));
  return rows.map((row) => {
    const update = byRunId.get(row.info.runId);
    if (update) return { info: update, gone: false };
    return isWhole && !row.gone ? { info: row.info, gone: true } : row;
  });
}

/** The rows with news of single executions, which say nothing about whether those still match the list. */
export function withNews(rows: readonly ListRow[], news: readonly WorkflowExecutionInfo[]): readonly ListRow[] {
  const byRunId = new Map(news.map((info) => [info.runId, info]));
  return byRunId.size === 0 ? rows : rows.map((row) => ({ ...row, info: byRunId.get(row.info.runId) ?? row.info }));
}

/** Executions that have no row. */
export function missingFrom(
  rows: readonly ListRow[],
  latest: readonly WorkflowExecutionInfo[],
): readonly WorkflowExecutionInfo[] {
  const isShown = includedIn(rows.map(({ info }) => info));
  return latest.filter(({ runId }) => !isShown(runId));
}

/** Whether a run is one of these. */
export function includedIn(infos: readonly WorkflowExecutionInfo[]): (runId: string) => boolean {
  const runIds = new Set(infos.map(({ runId }) => runId));
  return (runId) => runIds.has(runId);
}
