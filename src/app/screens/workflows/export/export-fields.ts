import type { WorkflowExecutionInfo } from '../../../../client/index.js';
import { toBase64 } from '../../../format/base64.js';
import { compactNode } from '../../../../live/json.js';
import { viewPayload, type WirePayload } from '../../../format/payload.js';
import { statuses, isKnownStatus } from '../../../../live/status.js';
import type { NamedSearchAttribute } from '../../../state/queries.js';
import { attributeColumn, type Column, systemColumns } from '../columns/columns.js';
import type { Memo } from './memos.js';
import { type ExportValue, JsonText } from './export-value.js';

/** One field of an exported row. */
export interface ExportField {
  /** As visibility queries and the API name it. */
  readonly name: string;
  /** @param memo of this row, decoded */
  readonly value: (info: WorkflowExecutionInfo, memo: Memo) => ExportValue;
}

export const exportFieldSets = ['shown', 'all', 'ids'] as const;
export type ExportFieldSet = (typeof exportFieldSets)[number];

const ids = new Set(['workflowId', 'runId']);

/**
 * The fields of an export.
 *
 * @param shown the columns of the table
 * @param attributes those of the Namespace; without them, the ones that were added to it come as one field
 */
export function exportFields(
  set: ExportFieldSet,
  shown: readonly Column[],
  attributes: readonly NamedSearchAttribute[] | undefined,
): ExportField[] {
  if (set === 'ids') return systemColumns.filter(({ id }) => ids.has(id)).map(fieldOf);
  if (set === 'shown') return shown.map(fieldOf);
  const custom = attributes?.filter(({ isSystem }) => !isSystem);
  return [
    ...systemColumns.map(fieldOf),
    ...(custom ? custom.map(({ name, type }) => fieldOf(attributeColumn(name, type))) : [searchAttributes]),
    memoField,
  ];
}

/** Whether a set needs the memos, which are decoded for it. */
export function needsMemo(fields: readonly ExportField[]): boolean {
  return fields.includes(memoField);
}

function fieldOf(column: Column): ExportField {
  if (column.kind === 'status') return { name: 'ExecutionStatus', value: ({ status }) => statusInQuery(status.name) };
  if (column.kind === 'duration') return { name: 'ExecutionDurationMs', value: column.value };
  const name = column.attribute?.name ?? column.id.charAt(0).toUpperCase() + column.id.slice(1);
  return { name, value: column.value };
}

/** As a query would ask for it, so that the file and a query speak of the same. */
function statusInQuery(name: string): string {
  return isKnownStatus(name) ? statuses[name].query : name;
}

const searchAttributes: ExportField = {
  name: 'SearchAttributes',
  value: (info) => new JsonText(JSON.stringify(info.searchAttributes)),
};

const memoField: ExportField = {
  name: 'Memo',
  value: (_info, memo) => {
    if (memo.size === 0) return undefined;
    return new JsonText(
      `{${[...memo].map(([key, value]) => `${JSON.stringify(key)}:${payloadJson(value)}`).join(',')}}`,
    );
  },
};

/** What cannot be shown as JSON stays as it was sent: its encoding, and its bytes in base64. */
function payloadJson(payload: WirePayload): string {
  const view = viewPayload(payload);
  if (view.kind === 'json') return compactNode(view.node);
  if (view.kind === 'external') return view.text;
  if (view.kind === 'null') return 'null';
  return JSON.stringify({ encoding: view.encoding, data: toBase64(view.data) });
}
