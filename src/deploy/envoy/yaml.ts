/** A value in YAML, in quotes where it has to be. @throws Error for control characters */
export function scalar(value: string | number): string {
  const text = String(value);
  if (/\p{Cc}/u.test(text)) throw new Error(`${JSON.stringify(text)} has a control character.`);
  const plain = /^[A-Za-z0-9/.][A-Za-z0-9._/@-]*(?:[: ][A-Za-z0-9./_@-]+)*$/.test(text);
  const meansElse = /^(?:true|false|null|yes|no|on|off|\.?\d+(?:\.\d*)?(?:e\d+)?|0[xo].*)$/i.test(text);
  return typeof value === 'number' || (plain && !meansElse) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** A sequence in one line. */
export function sequence(values: readonly string[]): string {
  return `[${values.map((value) => scalar(value)).join(', ')}]`;
}

/** Marks where a value goes; never in a configuration. */
const mark = '\u{E000}';

/**
 * YAML as it is written, without the indentation that all lines share. A value that stands alone in its line, or in an
 * item of a list, may have many lines: all get its indentation, and an empty one takes its line away.
 */
export function yaml(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const lines = String.raw({ raw: parts.raw }, ...values.map((_, index) => `${mark}${index}${mark}`))
    .replace(/^\n/, '')
    .replace(/\n[ ]*$/, '')
    .split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.flatMap((line) => fill(line.slice(margin), values)).join('\n');
}

function fill(line: string, values: readonly (string | number)[]): string[] {
  const [, indentation = '', index] = new RegExp(`^( *(?:- )?)${mark}(\\d+)${mark}$`).exec(line) ?? [];
  if (index === undefined) {
    return [line.replaceAll(new RegExp(`${mark}(\\d+)${mark}`, 'g'), (_, each) => String(values[Number(each)]))];
  }
  const text = String(values[Number(index)]);
  if (text === '') return [];
  const [first = '', ...rest] = text.split('\n');
  return [indentation + first, ...rest.map((inner) => (inner === '' ? '' : indentation.replace('-', ' ') + inner))];
}

/** Texts one below the other; empty ones are left out. */
export function join(texts: readonly string[], between = '\n'): string {
  return texts.filter((text) => text !== '').join(between);
}
