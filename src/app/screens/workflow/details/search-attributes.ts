import { viewPayload, type WirePayload } from '../../../format/payload.js';

/** Search attributes as rows, those of the application before those that the server sets. */
export function attributeRows(fields: Record<string, WirePayload>): { name: string; value: string }[] {
  const rows = Object.entries(fields).map(([name, payload]) => ({ name, value: attributeText(payload) }));
  const isSystem = (name: string) => name === 'BuildIds' || name.startsWith('Temporal');
  return rows.sort((a, b) => Number(isSystem(a.name)) - Number(isSystem(b.name)) || a.name.localeCompare(b.name));
}

/** The value as one line: what a field of the start form takes. */
export function attributeText(payload: WirePayload): string {
  const view = viewPayload(payload);
  if (view.kind !== 'json') return view.kind === 'null' ? 'null' : `${view.bytes} bytes`;
  const { node } = view;
  if (node.kind === 'string') return node.value;
  if (node.kind === 'array') return node.items.map((item) => (item.kind === 'string' ? item.value : '…')).join(', ');
  return view.text;
}
