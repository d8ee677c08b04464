import type { QueryValues } from '../../state/routes.js';

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** A run that is compared; files are in no address, because they are on this machine only. */
export interface RunSource {
  workflowId: string;
  /** None: the newest. */
  runId: string | undefined;
}

export function readSource(query: URLSearchParams, side: Side): RunSource | undefined {
  const workflowId = query.get(side);
  return workflowId ? { workflowId, runId: query.get(`${side}-run`) ?? undefined } : undefined;
}

/** The query part of a link to a comparison. */
export function compareQuery(sources: Partial<Record<Side, RunSource | undefined>>): QueryValues {
  return Object.fromEntries(
    sides.flatMap((side) => [
      [side, sources[side]?.workflowId],
      [`${side}-run`, sources[side]?.runId],
    ]),
  );
}
