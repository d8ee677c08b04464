import type { WorkflowExecutionInfo } from '../../../client/index.js';

export interface ListRow {
  info: WorkflowExecutionInfo;
  /** It was on this page and is not any more; it stays in place until the person asks for the newest. */
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
  return rows.map(({ info }) => {
    const update = byRunId.get(info.runId);
    return update ? { info: update, gone: false } : { info, gone: isWhole };
  });
}

/** How many executions have no row. */
export function countMissing(rows: readonly ListRow[], latest: readonly WorkflowExecutionInfo[]): number {
  const shown = new Set(rows.map(({ info }) => info.runId));
  return latest.filter(({ runId }) => !shown.has(runId)).length;
}
