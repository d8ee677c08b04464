import { systemAttribute } from './attributes.js';
import type { Comparison, Condition, Literal } from './condition.js';

/** A condition as the server reads it, relative times aside. */
export function printCondition(condition: Condition): string {
  if (condition.kind === 'raw') return condition.text;
  const text = printComparison(condition);
  return condition.orMissing ? `(${text} OR ${printName(condition.attribute)} IS NULL)` : text;
}

function printComparison({ attribute, operator, values }: Comparison): string {
  const literals = values.map(printLiteral);
  const start = `${printName(attribute)} ${operator}`;
  switch (operator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return start;
    case 'BETWEEN':
    case 'NOT BETWEEN':
      return `${start} ${literals.join(' AND ')}`;
    case 'IN':
    case 'NOT IN':
      return `${start} (${literals.join(', ')})`;
    default:
      return `${start} ${literals.join('')}`;
  }
}

/** As the client's `where` writes it: an attribute that was added could be named like a word of the language. */
export function printName(name: string): string {
  return systemAttribute(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

const escapes: Record<string, string> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
};

/** A text, as the client's `where` writes it. */
export function printText(value: string): string {
  return `'${value.replace(/['\\\n\r\t\b]/g, (character) => escapes[character] ?? character)}'`;
}

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return printText(literal.value);
    case 'number':
    case 'relative':
      return literal.text;
    case 'bool':
      return String(literal.value);
  }
}
