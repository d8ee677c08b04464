import { reservedWords, wordsThatAreNames } from './keywords.js';
import type { Expression } from './syntax.js';

const encoded: Readonly<Record<string, string>> = {
  '\0': '\\0',
  "'": "\\'",
  '"': '\\"',
  '\b': '\\b',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x1a': '\\Z',
  '\\': '\\\\',
};

/** An expression as the server writes it in its errors. */
export function format(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return expression.parts.map(formatName).join('.');
    case 'value':
      return formatValue(expression);
    case 'boolean':
      return String(expression.value);
    case 'parentheses':
      return `(${format(expression.of)})`;
    case 'tuple':
      return `(${expression.items.map(format).join(', ')})`;
    case 'unary':
      return `${expression.operator}${expression.of.kind === 'unary' ? ' ' : ''}${format(expression.of)}`;
    case 'comparison':
      return `${format(expression.left)} ${expression.operator} ${format(expression.right)}`;
    case 'range':
      return `${format(expression.left)} ${expression.operator} ${format(expression.from)} and ${format(expression.to)}`;
    case 'and':
    case 'or':
      return `${format(expression.left)} ${expression.kind} ${format(expression.right)}`;
    case 'not':
      return `not ${format(expression.of)}`;
    case 'is':
      return `${format(expression.of)} ${expression.operator}`;
    case 'other':
      return expression.name;
  }
}

function formatName(name: string): string {
  const lower = name.toLowerCase();
  const plain = /^[A-Za-z_@][A-Za-z_@0-9]*$/.test(name) && !reservedWords.has(lower) && !wordsThatAreNames.has(lower);
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}

function formatValue({ type, text }: Extract<Expression, { kind: 'value' }>): string {
  switch (type) {
    case 'string':
      // eslint-disable-next-line no-control-regex -- they are what is looked for
      return `'${text.replace(/[\0'"\b\n\r\t\x1a\\]/g, (character) => encoded[character]!)}'`;
    case 'hex':
      return `X'${text}'`;
    case 'bits':
      return `B'${text}'`;
    case 'integer':
    case 'float':
    case 'hexNumber':
    case 'argument':
      return text;
  }
}

/** A text in double quotes, as Go writes it. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
}

/** A number as Go writes it (`%#v`). */
export function formatNumber(value: number | bigint): string {
  const size = Math.abs(Number(value));
  if (typeof value === 'bigint' || value === 0 || (size >= 1e-4 && size < 1e6)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
