/** A stretch of text with one look. */
export interface TextSpan {
  text: string;
  style: 'plain' | 'strong' | 'emphasis' | 'code';
}

/**
 * The inline marks that summaries and details use: `**strong**`, `*emphasis*` and
 * `` `code` ``. The result is text for elements of ours, never HTML.
 */
export function inlineMarkdown(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let at = 0;
  for (const match of text.matchAll(/\*\*(\S(?:[^*]*\S)?)\*\*|\*(\S(?:[^*]*\S)?)\*|`([^`]+)`/g)) {
    const [whole, strong, emphasis, code] = match;
    if (match.index > at) spans.push({ text: text.slice(at, match.index), style: 'plain' });
    if (strong !== undefined) spans.push({ text: strong, style: 'strong' });
    else if (emphasis !== undefined) spans.push({ text: emphasis, style: 'emphasis' });
    else spans.push({ text: code ?? '', style: 'code' });
    at = match.index + whole.length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), style: 'plain' });
  return spans;
}
