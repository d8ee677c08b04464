import type { Row } from './layout.js';

/** What the head of a section, or of an opened run, is known by; undefined for rows that have none. */
export function headKey({ head, kind, track }: Row): string | undefined {
  return head ? head.key : kind === 'run' ? `run ${track.key}` : undefined;
}
