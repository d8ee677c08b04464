/** One thing that could stand at the cursor. */
export interface EditorCompletion {
  /** What the list shows, and what is written unless `apply` says otherwise. */
  label: string;
  apply?: string;
  /** To the right of the label, in grey: a type, a hint. */
  detail?: string;
  kind?: 'attribute' | 'operator' | 'word' | 'value' | 'time' | 'recent';
  /** Heading above this and its like. */
  section?: string;
}

export interface EditorCompletions {
  /** Where the text that a completion replaces begins. */
  from: number;
  /** Where it ends. @default at the cursor */
  to?: number;
  options: readonly EditorCompletion[];
}

/**
 * What could stand at a place of a text.
 *
 * @param isAsked the person asked for it by key, rather than by typing
 */
export type CompletionSource = (text: string, at: number, isAsked: boolean) => EditorCompletions | undefined;
