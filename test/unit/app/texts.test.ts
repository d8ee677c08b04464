import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AST, parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const app = fileURLToPath(new URL('../../../src/app/', import.meta.url));
const components = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));

/** Attributes and props that a person reads or hears. */
const spoken = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt'],
  ...['label', 'help', 'empty', 'none', 'what', 'legend', 'summary', 'text', 'hint', 'deed'],
]);

/** Words of formats and of the wire, which are the same in every language, and units. */
const neutral = new Set(['null', 'true', 'false', 'ms', 's', 'B', 'JSON', 'UTC', 'CLI']);

/** Examples in empty fields: made-up names that nobody translates. */
const examples = new Set([
  '0 12 * * MON',
  'c-42',
  'InvalidOrder, CardDeclined',
  'orders',
  'chargeCard',
  'v42.1',
  'customer-42',
]);

/** Every text node and spoken attribute with a word of its own. */
function literalsIn(source: string): string[] {
  const found: string[] = [];
  const note = (text: string) => {
    const words = text.match(/\p{L}+/gu) ?? [];
    if (words.some((word) => !neutral.has(word))) found.push(text.trim());
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type } = node as AST.BaseNode;
    if (type === 'Text') note((node as AST.Text).data);
    else if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      const parts = value === true ? [] : Array.isArray(value) ? value : [value];
      for (const part of parts) {
        if (part.type !== 'Text' || !spoken.has(name)) continue;
        if (name !== 'placeholder' || !examples.has(part.data)) note(part.data);
      }
    } else if (type !== 'StyleDirective') {
      // Comments, and the expressions between braces, are code.
      for (const [key, child] of Object.entries(node)) if (key !== 'expression' || type.endsWith('Block')) visit(child);
    }
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

describe('texts', () => {
  it('are found where there are some', () => {
    expect(literalsIn('<p title="Run it">Hello {name}</p>{#if a}<b>World</b>{/if}')).toEqual([
      'Run it',
      'Hello',
      'World',
    ]);
    expect(literalsIn('<p class="plain">{texts.a} – <i>5 ms</i></p><style>p { color: red }</style>')).toEqual([]);
  });

  it.each(components)('stand in src/app/texts, not in %s', (name) => {
    expect(literalsIn(readFileSync(join(app, name), 'utf8'))).toEqual([]);
  });
});
