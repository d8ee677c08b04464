/**
 * - `idle`: nobody needs it;
 * - `loading`: more is on its way;
 * - `partial`: the ends are here, and nobody needs what is between; while the run is open, its end is followed;
 * - `live`: all is here, and new events come by themselves;
 * - `complete`: all is here, and no more will come;
 * - `failed`: the error says why; what was loaded stays.
 */
export type HistoryPhase = 'idle' | 'loading' | 'partial' | 'live' | 'complete' | 'failed';

/**
 * How much of a history somebody on the page needs: its first and last events, all, or one event in the middle, which
 * is reached from the nearer end.
 */
export type HistoryNeed = 'ends' | 'all' | { eventId: number };
