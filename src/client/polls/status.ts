/** What the poll scheduler of a Connection does at one moment; see `connection.polls`. */
export interface PollStatus {
  /** How the proxy is spoken to; nothing while that is unknown, and outside of browsers. */
  readonly protocol: 'http1' | 'http2' | undefined;
  /** Whether slots and visibility queries are shared with other tabs of this origin (Web Locks). */
  readonly shared: boolean;
  /** Tabs that took part in the last visibility query, this one included. */
  readonly tabs: number;
  /** Whether this page is hidden, and so holds one slot at the most. */
  readonly hidden: boolean;
  /** Long polls: how many all tabs together may hold, and how many this Connection holds. */
  readonly slots: { readonly limit: number; readonly held: number };
  /** Different waits; waits for the same answer count once. */
  readonly waits: number;
  /** Those of them without a long poll of their own. */
  readonly parked: number;
  readonly visibility: {
    /**
     * - `idle`: nothing to ask it for.
     * - `ok`: its answers come, and name what has closed.
     * - `stale`: it did not name an execution that had closed 15 s before.
     * - `denied`: it may not be asked with these credentials, or is not there.
     * - `backing-off`: it did not answer, or limits the rate of queries.
     * - `off`: `polls.visibility` is false.
     */
    readonly status: 'idle' | 'ok' | 'stale' | 'denied' | 'backing-off' | 'off';
    /** Milliseconds between two queries at present. */
    readonly intervalMs: number;
    /** Milliseconds after which, at the latest, the store last showed what was known to have closed. */
    readonly lagMs: number | undefined;
  };
  /** That nothing is answered at present. */
  readonly outage: { readonly reason: string; readonly failures: number } | undefined;
}
