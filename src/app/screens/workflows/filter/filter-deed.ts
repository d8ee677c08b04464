/** What a person begins to do with the filters, perhaps before the bar that can do it has loaded. */
export type FilterDeed =
  | { kind: 'filter' }
  | { kind: 'recent' }
  | {
      kind: 'query';
      /** What has been typed already; none for the query of the list. */
      typed?: string;
      /** Selection in it. */
      from?: number;
      to?: number;
      /** Enter was pressed already. */
      run?: boolean;
      /** The person has gone on to something else. */
      left?: boolean;
    };

export interface FilterBarHandle {
  act: (deed: FilterDeed) => void;
}

export interface FilterBarProps {
  /** What the server says against the query. */
  error: unknown;
  /** What the person has begun in the stand-in for this bar. */
  begun: FilterDeed | undefined;
  handle: FilterBarHandle | undefined;
}
