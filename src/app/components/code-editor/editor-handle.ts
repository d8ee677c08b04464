/** What can be done with an editor from outside: `bind:handle` of CodeEditor. */
export interface EditorHandle {
  focus: () => void;
  /** Selects a part of the text and shows it. */
  select: (from: number, to?: number) => void;
  /** Opens the list of suggestions at the cursor. */
  suggest: () => void;
}
