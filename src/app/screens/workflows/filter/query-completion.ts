import type { CompletionSource, EditorCompletion } from '../../../components/code-editor/completions.js';
import { attributeTypeTexts } from '../../../texts/column-chooser.js';
import { completionTexts as texts } from '../../../texts/query-editor.js';
import type { FilterAttribute, FilterType } from './attributes.js';
import type { Operator } from './condition.js';
import type { KnownValues } from './known-values.js';
import { operatorsOf } from './operators.js';
import { printName, printText } from './print-condition.js';
import { type Expectation, type QueryState, readQuery } from './query-grammar.js';
import { type Token, tokensOf } from './tokens.js';

/** What a query can be made of here and now. */
export interface QueryWords {
  attributes: readonly FilterAttribute[];
  values: KnownValues;
  recent: readonly string[];
}

const mostOptions = 60;

/** Suggestions at a place of a query, by what its grammar wants there. */
export function queryCompletion(words: () => QueryWords): CompletionSource {
  return (text, at, isAsked) => {
    const { before, word } = splitAt(text, at);
    const state = readQuery(before);
    if (state.unexpected) return undefined;
    const typed = text.slice(word?.from ?? at, at);
    // What is complete is left alone: a list that opens there would take the Enter that runs the query.
    if (state.expects === 'joiner' && !isAsked && (typed === '' || word?.kind === 'unclosed')) return undefined;
    if (text.trim() === '' && !isAsked) return undefined;
    const options = [...recentOptions(text, words()), ...optionsFor(state, words())];
    const fitting = rank(options, word?.kind === 'unclosed' ? word.value : typed);
    if (!isAsked && fitting.length === 1 && fitting[0]!.label.toLowerCase() === typed.toLowerCase()) return undefined;
    return { from: word?.from ?? at, to: wordEnd(text, at, word), options: fitting.slice(0, mostOptions) };
  };
}

/** The tokens before the one that is being typed, and that one. */
function splitAt(text: string, at: number): { before: Token[]; word: Token | undefined } {
  const tokens = tokensOf(text.slice(0, at));
  const last = tokens.at(-1);
  const isTyped = last?.to === at && (last.kind === 'name' || last.kind === 'unclosed' || last.kind === 'relative');
  return isTyped ? { before: tokens.slice(0, -1), word: last } : { before: tokens, word: undefined };
}

/** A quote that was closed for the person belongs to what a completion replaces. */
function wordEnd(text: string, at: number, word: Token | undefined): number {
  return word?.kind === 'unclosed' && text.charAt(at) === text.charAt(word.from) ? at + 1 : at;
}

function recentOptions(text: string, { recent }: QueryWords): EditorCompletion[] {
  if (text.trim() !== '') return [];
  return recent.slice(0, 5).map((query) => ({ label: query, kind: 'recent', section: texts.recent }));
}

const valueExpectations: readonly Expectation[] = ['value', 'item', 'from', 'to'];

function optionsFor(state: QueryState, words: QueryWords): EditorCompletion[] {
  const attribute = words.attributes.find(({ name }) => name === state.attribute);
  const type = attribute?.type ?? 'KEYWORD';
  if (valueExpectations.includes(state.expects)) return valueOptions(state.attribute ?? '', type, words);
  switch (state.expects) {
    case 'attribute':
      return [
        ...words.attributes.map(attributeOption),
        { label: 'NOT', apply: 'NOT ', kind: 'word', section: texts.words },
      ];
    case 'operator':
      return operatorsOf(type).map((operator) => operatorOption(operator, type));
    case 'joiner':
      return ['AND', 'OR'].map((word) => ({ label: word, apply: `${word} `, kind: 'word' }));
    case 'and':
      return [{ label: 'AND', apply: 'AND ', kind: 'word' }];
    case 'null':
      return ['NULL', 'NOT NULL'].map((word) => ({ label: word, kind: 'word' }));
    default:
      return [];
  }
}

function attributeOption({ name, label, type, isCustom }: FilterAttribute): EditorCompletion {
  return {
    label: name,
    apply: `${printName(name)} `,
    detail: (label === name ? '' : `${label} · `) + (attributeTypeTexts[type] ?? type),
    kind: 'attribute',
    section: isCustom ? texts.custom : texts.system,
  };
}

function operatorOption(operator: Operator, type: FilterType): EditorCompletion {
  const apply = operator === 'IN' || operator === 'NOT IN' ? `${operator} (` : operator;
  return {
    label: operator,
    apply: operator.endsWith('NULL')
      ? `${operator} `
      : operator.includes('IN') && apply.endsWith('(')
        ? apply
        : `${apply} `,
    detail: texts.operator(operator, type),
    kind: 'operator',
  };
}

const relativeExamples = ['now-15m', 'now-1h', 'now-24h', 'now-7d', 'now/d', 'now-1d/d', 'now/w', 'now'] as const;

function valueOptions(attribute: string, type: FilterType, { values }: QueryWords): EditorCompletion[] {
  switch (type) {
    case 'BOOL':
      return ['true', 'false'].map((label) => ({ label, kind: 'value' }));
    case 'DATETIME':
      return relativeExamples.map((label) => ({ label, detail: texts.relative(label), kind: 'time' }));
    case 'DURATION':
      return ['30s', '1m', '10m', '1h', '24h'].map((label) => ({ label, apply: printText(label), kind: 'time' }));
    case 'INT':
    case 'DOUBLE':
      return [];
    default:
      return values(attribute).map((value) => ({ label: value, apply: printText(value), kind: 'value' }));
  }
}

/** Those that hold what is typed: at their beginning, at the beginning of a hump, anywhere. */
function rank(options: readonly EditorCompletion[], typed: string): EditorCompletion[] {
  const wanted = typed.toLowerCase().replace(/^[`'"]/, '');
  if (wanted === '') return [...options];
  return options
    .map((option) => ({ option, score: scoreOf(option.label, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ option }) => option);
}

function scoreOf(label: string, wanted: string): number {
  const at = label.toLowerCase().indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[A-Z]/.test(label.charAt(at)) ? 2 : 1;
}
