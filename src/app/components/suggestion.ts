/** A value that a text field offers, and where it comes from. */
export interface Suggestion {
  value: string;
  note?: string | undefined;
}

/** Those that have the typed text in them, the ones that begin with it first; none when it is the only one. */
export function matching(suggestions: readonly Suggestion[], typed: string, most?: number): Suggestion[] {
  const text = typed.trim().toLowerCase();
  const found = suggestions.filter(({ value }) => value.toLowerCase().includes(text));
  if (found.length === 1 && found[0]?.value === typed.trim()) return [];
  const begins = (value: string) => (value.toLowerCase().startsWith(text) ? 0 : 1);
  return found.sort((a, b) => begins(a.value) - begins(b.value)).slice(0, most);
}
