import { type Duration, durationToMs } from '../duration.js';
import { previewOf } from '../internal/preview.js';
import { isValidValueForType } from '../search-attributes.js';
import { ValueError } from '../value-error.js';
import type { VisibilityValueType } from './attributes.js';
import { visibilityStatuses, type VisibilityStatusName } from './status-names.js';

/**
 * A value as the server's parser reads it.
 *
 * @throws {@link ValueError} when it is not of the type, or when no server can read it as it is
 */
export function encodeLiteral(name: string, type: VisibilityValueType, value: unknown): string {
  switch (type) {
    case 'STATUS':
      if (typeof value !== 'string' || !Object.hasOwn(visibilityStatuses, value)) break;
      return `'${visibilityStatuses[value as VisibilityStatusName]}'`;
    case 'DURATION':
      if (typeof value !== 'string' && typeof value !== 'number') break;
      return encodeNanoseconds(name, value as Duration);
    case 'INT':
      if (typeof value !== 'bigint' && !isValidValueForType(type, value)) break;
      return String(value);
    case 'DOUBLE':
    case 'BOOL':
      if (!isValidValueForType(type, value)) break;
      return String(value);
    case 'DATETIME':
      if (!isValidValueForType(type, value)) break;
      return encodeDate(name, value);
    case 'TEXT':
      if (typeof value !== 'string') break;
      if (value.trim() === '') throw new ValueError(`${name} is text, which is found by its words; there is none.`);
      return encodeString(name, value);
    case 'KEYWORD':
    case 'KEYWORD_LIST':
      if (typeof value !== 'string') break;
      return encodeString(name, value);
  }
  throw new ValueError(`${name} is of type ${type} and cannot be compared with ${previewOf(value)}.`);
}

const escapes: Record<string, string> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
};

/**
 * The grammar is MySQL's: a backslash escapes. Inside of single quotes nothing else has a meaning, neither double
 * quotes and backticks nor comments.
 */
function encodeString(name: string, value: string): string {
  if (/^'|'$/.test(value)) {
    // Looking for `'a'` would find `a`.
    throw new ValueError(
      `${name} cannot be compared with ${previewOf(value)}: the server takes single quotes off both ends of a value.`,
    );
  }
  if (value.includes('\0')) {
    throw new ValueError(`${name} cannot be compared with a text that holds the character U+0000: no SQL store can.`);
  }
  return `'${value.replace(/['\\\n\r\t\b]/g, (character) => escapes[character]!)}'`;
}

function encodeDate(name: string, value: Date): string {
  const text = value.toISOString();
  // Years outside of 0 to 9999 have a sign and six digits.
  if (text.length !== 24)
    throw new ValueError(`${name} cannot be compared with ${text}: the server reads years to 9999.`);
  return `'${text}'`;
}

function encodeNanoseconds(name: string, value: Duration): string {
  const nanoseconds = BigInt(Math.round(durationToMs(value) * 1e6));
  if (BigInt.asIntN(64, nanoseconds) !== nanoseconds) {
    throw new ValueError(`${name} cannot be compared with ${previewOf(value)}: the server counts to 292 years.`);
  }
  return String(nanoseconds);
}
