import { lexer, type Token, type Tokens } from 'marked';

export type { Token, Tokens };

/** Longer texts are shown as they are: nobody reads a novel here, and parsing one would hold up the page. */
const longestText = 50_000;

/** What is nested deeper is shown as it is written. */
const deepest = 20;
/** Quotes and lists within each other, at the start of one line: each costs a call within a call. */
const manyBlocks = new RegExp(`^(?:[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])){${deepest},}`, 'm');
/** The time to pair these grows with the square of their number. */
const mostMarks = 1_000;

/**
 * Reads markdown (GitHub's dialect). The result is data for elements of ours; HTML in it stays text. What is made to hold
 * up a page is not read at all.
 */
export function markdownTokens(text: string): Token[] {
  const plain = [plainToken(text)];
  if (text.length > longestText || manyBlocks.test(text) || countMarks(text) > mostMarks) return plain;
  try {
    return shallow(lexer(text, { gfm: true, breaks: true }), deepest);
  } catch (error) {
    // The stack has an end, too.
    if (error instanceof RangeError) return plain;
    throw error;
  }
}

function plainToken(text: string): Tokens.Text {
  return { type: 'text', raw: text, text, escaped: false };
}

function countMarks(text: string): number {
  let count = 0;
  for (const character of text) if (character === '*' || character === '_') count++;
  return count;
}

/** Without what is nested deeper than so many times. */
function shallow(tokens: Token[], levels: number): Token[] {
  return tokens.map((token) => {
    const { tokens: inner, items } = token as { tokens?: Token[]; items?: Token[] };
    if (!inner && !items) return token;
    if (levels === 0) return plainToken(token.raw);
    return {
      ...token,
      ...(inner ? { tokens: shallow(inner, levels - 1) } : {}),
      ...(items ? { items: items.map((item) => ({ ...item, tokens: shallow(childrenOf(item), levels - 1) })) } : {}),
    };
  });
}

/** Where a link may lead: pages and mail. Everything else, `javascript:` above all, is no link. */
export function safeHref(href: string): string | undefined {
  return /^(https?:\/\/|mailto:)/i.test(href.trim()) ? href.trim() : undefined;
}

/** Tokens of a token, or its text as one. */
export function childrenOf(token: Token): Token[] {
  return (token as { tokens?: Token[] }).tokens ?? [];
}
