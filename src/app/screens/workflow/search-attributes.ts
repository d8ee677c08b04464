import { type PayloadView, viewPayload, type WirePayload } from '../../format/payload.js';

/** Search attributes as rows, those of the application before those that the server sets. */
export function attributeRows(fields: Record<string, WirePayload>): { name: string; value: string }[] {
  const rows = Object.entries(fields).map(([name, payload]) => ({ name, value: plainText(viewPayload(payload)) }));
  const isSystem = (name: string) => name === 'BuildIds' || name.startsWith('Temporal');
  return rows.sort((a, b) => Number(isSystem(a.name)) - Number(isSystem(b.name)) || a.name.localeCompare(b.name));
}

function plainText(view: PayloadView): string {
  if (view.kind !== 'json') return view.kind === 'null' ? 'null' : `${view.bytes} bytes`;
  const { node } = view;
  if (node.kind === 'string') return node.value;
  if (node.kind === 'array') return node.items.map((item) => (item.kind === 'string' ? item.value : '…')).join(', ');
  return view.text;
}
