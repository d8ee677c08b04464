import { parseJson, type JsonNode, compactNode } from '../../../../live/json.js';
import { type AttributeDraft, attributeTypes } from '../draft.js';

/** `{"CustomerId":"c-42","Amount":{"type":"INT","value":3}}` as rows; text that is no object becomes a value without a name. */
export function attributesFromText(text: string): AttributeDraft[] {
  const parsed = parseJson(text);
  if (!parsed.ok || parsed.node.kind !== 'object') return [{ id: 1, name: '', type: 'KEYWORD', value: text }];
  return parsed.node.entries.map(([name, node], index) => ({ id: index + 1, name, ...typed(node) }));
}

function typed(node: JsonNode): Pick<AttributeDraft, 'type' | 'value'> {
  if (node.kind === 'object') {
    const { type, value } = Object.fromEntries(node.entries);
    const named = type?.kind === 'string' && attributeTypes.find((known) => known === type.value.toUpperCase());
    if (named && value) return { type: named, value: valueText(value) };
  }
  return { type: guessed(node), value: valueText(node) };
}

/** Until the Namespace has said the type. */
function guessed(node: JsonNode): AttributeDraft['type'] {
  switch (node.kind) {
    case 'boolean':
      return 'BOOL';
    case 'array':
      return 'KEYWORD_LIST';
    case 'number':
      return /^-?\d+$/.test(node.text) ? 'INT' : 'DOUBLE';
    default:
      return 'KEYWORD';
  }
}

function valueText(node: JsonNode): string {
  return node.kind === 'string' ? node.value : compactNode(node);
}

export function attributesText(rows: readonly AttributeDraft[]): string {
  const named = rows.filter(({ name }) => name.trim());
  if (named.length === 0) return '';
  return JSON.stringify(Object.fromEntries(named.map(({ name, type, value }) => [name.trim(), { type, value }])));
}
