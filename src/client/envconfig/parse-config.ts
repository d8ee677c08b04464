import { parse, TomlError } from 'smol-toml';
import { ValueError } from '../value-error.js';
import { isTable, type Table } from './table.js';

/**
 * The tables of a configuration: TOML, JSON with the same keys, or an object as JSON would give it.
 *
 * Messages and causes of the parsers are not passed on: they quote the text, and an API key may be in it.
 *
 * @throws {@link ValueError} with line and column
 */
export function parseConfigData(data: string | Uint8Array | Table): Table {
  if (typeof data !== 'string' && !(data instanceof Uint8Array)) {
    if (!isTable(data)) throw new ValueError('The configuration must be TOML, JSON, or an object.');
    return data;
  }
  const text = (typeof data === 'string' ? data : decode(data)).replace(/^\uFEFF/, '');
  // No TOML document begins with a brace.
  return text.trimStart().startsWith('{') ? parseJson(text) : parseToml(text);
}

function decode(data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    throw new ValueError('The configuration is not UTF-8.');
  }
}

function parseJson(text: string): Table {
  try {
    return JSON.parse(text) as Table;
  } catch {
    throw new ValueError('The configuration begins like JSON, but is not valid JSON.');
  }
}

function parseToml(text: string): Table {
  try {
    // Numbers of keys that are unknown here may be larger than a JavaScript number holds.
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new ValueError(`Invalid TOML in line ${error.line}, column ${error.column}: ${reason}.`);
  }
}
