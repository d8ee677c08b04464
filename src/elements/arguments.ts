import { type JsonNode, parseJson } from '../live/json.js';

/**
 * Arguments as somebody has typed them: a JSON array with one entry for each. What is wrong is told with its place, in the
 * same words in every browser.
 */
export function readArguments(text: string): { values: unknown[] } | { error: string } {
  if (text.trim() === '') return { values: [] };
  const read = parseJson(text);
  if (!read.ok) {
    const { message, line, column } = read.error;
    return { error: `Line ${line}, column ${column}: ${message}.` };
  }
  if (read.node.kind !== 'array') {
    return { error: 'Write the arguments as an array: put [ before and ] after, also for a single one.' };
  }
  const inexact = inexactNumber(read.node);
  if (inexact !== undefined) {
    return {
      error: `${inexact} would not arrive as it is: JavaScript has no number with so many digits. Write it as text.`,
    };
  }
  return { values: JSON.parse(text) as unknown[] };
}

/** A whole number that a double cannot hold. */
function inexactNumber(node: JsonNode): string | undefined {
  switch (node.kind) {
    case 'number':
      return /^-?\d+$/.test(node.text) && BigInt(node.text) !== BigInt(Number(node.text)) ? node.text : undefined;
    case 'array':
      return firstOf(node.items);
    case 'object':
      return firstOf(node.entries.map(([, value]) => value));
    case 'string':
    case 'boolean':
    case 'null':
      return undefined;
  }
}

function firstOf(nodes: readonly JsonNode[]): string | undefined {
  for (const node of nodes) {
    const found = inexactNumber(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
