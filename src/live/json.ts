/**
 * JSON as it is shown and as it is typed. A parser of our own for two reasons:
 * errors need a line and a column in words (engines differ and change), and
 * numbers must be shown as they were sent, beyond what a double can hold.
 */
export type JsonNode =
  | { kind: 'object'; entries: readonly (readonly [key: string, value: JsonNode])[] }
  | { kind: 'array'; items: readonly JsonNode[] }
  | { kind: 'string'; value: string }
  | { kind: 'number'; text: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' };

export interface JsonError {
  message: string;
  /** From 1. */
  line: number;
  /** From 1, in characters as editors count them. */
  column: number;
  offset: number;
}

export type JsonResult = { ok: true; node: JsonNode } | { ok: false; error: JsonError };

const maxDepth = 500;

export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, node: new Parser(text).document() };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { ok: false, error: locate(text, error) };
    throw error;
  }
}

class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

function locate(text: string, { message, offset }: JsonSyntaxError): JsonError {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    message,
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
    offset,
  };
}

class Parser {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): JsonNode {
    this.#space();
    if (this.#at >= this.text.length) throw this.#error('Nothing here: write a JSON value');
    const node = this.#value();
    this.#space();
    if (this.#at < this.text.length) throw this.#error(`Expected the end, found ${this.#found()}`);
    return node;
  }

  #value(): JsonNode {
    const character = this.text[this.#at];
    switch (character) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"':
        return { kind: 'string', value: this.#string() };
      default:
        if (character !== undefined && /[-0-9]/.test(character)) return this.#number();
        return this.#word();
    }
  }

  #nested(parse: () => JsonNode): JsonNode {
    if (++this.#depth > maxDepth) throw this.#error(`Nested deeper than ${maxDepth} levels`);
    const node = parse();
    this.#depth--;
    return node;
  }

  #object(): JsonNode {
    const entries: (readonly [string, JsonNode])[] = [];
    this.#at++;
    this.#space();
    if (this.#take('}')) return { kind: 'object', entries };
    for (;;) {
      if (this.text[this.#at] !== '"') throw this.#keyError(entries.length > 0);
      const key = this.#string();
      this.#space();
      if (!this.#take(':'))
        throw this.#error(`Expected ":" after the key ${JSON.stringify(key)}, found ${this.#found()}`);
      this.#space();
      entries.push([key, this.#value()]);
      this.#space();
      if (this.#take('}')) return { kind: 'object', entries };
      if (!this.#take(',')) throw this.#error(`Expected "," or "}" after a value, found ${this.#found()}`);
      this.#space();
    }
  }

  #keyError(afterComma: boolean): JsonSyntaxError {
    const character = this.text[this.#at];
    if (character === '}' && afterComma) return this.#error('No comma before "}"');
    if (character === "'") return this.#error('Keys stand in double quotes: "key"');
    return this.#error(`Expected a key in double quotes, found ${this.#found()}`);
  }

  #array(): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#space();
    if (this.#take(']')) return { kind: 'array', items };
    for (;;) {
      if (this.text[this.#at] === ']') throw this.#error('No comma before "]"');
      items.push(this.#value());
      this.#space();
      if (this.#take(']')) return { kind: 'array', items };
      if (!this.#take(',')) throw this.#error(`Expected "," or "]" after a value, found ${this.#found()}`);
      this.#space();
    }
  }

  #string(): string {
    const start = this.#at++;
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (Number.isNaN(code)) throw this.#error('This string has no closing quote', start);
      if (code === 0x22) break;
      if (code < 0x20) {
        throw this.#error(
          code === 0x0a
            ? 'A string ends on its line: write \\n for a line break'
            : 'Control character in a string: write it as \\u00XX',
        );
      }
      if (code === 0x5c) this.#escape();
      else this.#at++;
    }
    this.#at++;
    return JSON.parse(this.text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    const escape = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.text.slice(this.#at, this.#at + 6));
    if (!escape)
      throw this.#error(`Unknown escape ${this.text.slice(this.#at, this.#at + 2)}: a backslash is written \\\\`);
    this.#at += escape[0].length;
  }

  #number(): JsonNode {
    const run = /^[-+.0-9a-zA-Z]+/.exec(this.text.slice(this.#at, this.#at + 400))?.[0] ?? '';
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(run)) {
      throw this.#error(/^-?0\d/.test(run) ? `Numbers have no leading zero: ${run}` : `Not a JSON number: ${run}`);
    }
    this.#at += run.length;
    return { kind: 'number', text: run };
  }

  #word(): JsonNode {
    const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(this.text.slice(this.#at, this.#at + 60))?.[0];
    if (word === 'true' || word === 'false' || word === 'null') {
      this.#at += word.length;
      return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' };
    }
    if (word === 'undefined' || word === 'NaN' || word === 'Infinity')
      throw this.#error(`JSON has no ${word}: write null`);
    if (word === 'True' || word === 'False' || word === 'None') {
      throw this.#error(`Write ${word === 'None' ? 'null' : word.toLowerCase()} instead of ${word}`);
    }
    if (word) throw this.#error(`Unknown word ${word}: text stands in double quotes`);
    if (this.text[this.#at] === "'") throw this.#error('Text stands in double quotes: "text"');
    throw this.#error(`Expected a value, found ${this.#found()}`);
  }

  #space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #found(): string {
    const point = this.text.codePointAt(this.#at);
    return point === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(point));
  }

  #error(message: string, offset = this.#at): JsonSyntaxError {
    return new JsonSyntaxError(message, offset);
  }
}

/** The node as one line, numbers as they were written: what is sent. */
export function compactNode(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${compactNode(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(compactNode).join(',')}]`;
    default:
      return stringifyNode(node);
  }
}

/** The node as indented text, numbers as they were written. */
export function stringifyNode(node: JsonNode, indent = 2, level = 0): string {
  const pad = ' '.repeat(indent * (level + 1));
  const end = ' '.repeat(indent * level);
  switch (node.kind) {
    case 'object':
      if (node.entries.length === 0) return '{}';
      return `{\n${node.entries.map(([key, value]) => `${pad}${JSON.stringify(key)}: ${stringifyNode(value, indent, level + 1)}`).join(',\n')}\n${end}}`;
    case 'array':
      if (node.items.length === 0) return '[]';
      return `[\n${node.items.map((item) => pad + stringifyNode(item, indent, level + 1)).join(',\n')}\n${end}]`;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
  }
}
