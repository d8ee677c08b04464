import { json } from '@codemirror/lang-json';
import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

export type EditorLanguage = 'json' | 'query' | 'text';

const words = /^(?:AND|OR|NOT|BETWEEN|IN|STARTS_WITH|IS|NULL|ORDER|GROUP|BY|ASC|DESC)\b/i;

/** Visibility queries: enough of their grammar to colour them. */
const visibilityQuery = StreamLanguage.define<{ quote: string | undefined }>({
  startState: () => ({ quote: undefined }),
  token(stream, state) {
    if (state.quote) return restOfString(stream, state);
    if (stream.eatSpace()) return null;
    const quote = /^["'`]/.exec(stream.peek() ?? '')?.[0];
    if (quote) {
      stream.next();
      state.quote = quote;
      return restOfString(stream, state);
    }
    if (stream.match(/^[<>!=]+/)) return 'operator';
    if (stream.match(/^[(),]/)) return 'punctuation';
    if (stream.match(/^-?\d[\w.]*/)) return 'number';
    if (stream.match(/^now(?:[+-]\d+[smhdwMy]|\/[hdwMy])*(?![\w.$@(+/-])/)) return 'atom';
    if (stream.match(words)) return 'keyword';
    if (stream.match(/^(?:true|false)\b/i)) return 'bool';
    if (stream.match(/^[\w.$-]+/)) return 'propertyName';
    stream.next();
    return null;
  },
  languageData: { closeBrackets: { brackets: ['(', '"', "'"] } },
});

function restOfString(stream: StringStream, state: { quote: string | undefined }): string {
  const name = state.quote === '`' ? 'propertyName' : 'string';
  while (!stream.eol()) {
    const character = stream.next();
    if (character === '\\' && state.quote !== '`') stream.next();
    else if (character === state.quote) {
      state.quote = undefined;
      break;
    }
  }
  return name;
}

/** The colours of JSON on every screen, so that a value looks the same typed and shown. */
const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.propertyName, color: 'var(--json-key)' },
    { tag: tags.string, color: 'var(--json-string)' },
    { tag: tags.number, color: 'var(--json-number)' },
    { tag: [tags.bool, tags.null, tags.atom], color: 'var(--json-word)' },
    { tag: tags.keyword, color: 'var(--text-2)', fontWeight: '600' },
    { tag: [tags.operator, tags.punctuation, tags.separator], color: 'var(--text-2)' },
  ]),
);

export function languageExtension(language: EditorLanguage): Extension {
  switch (language) {
    case 'json':
      return [json(), colours];
    case 'query':
      return [visibilityQuery, colours];
    case 'text':
      return [];
  }
}
