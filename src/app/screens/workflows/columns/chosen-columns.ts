import { SearchAttributeType } from '../../../../client/index.js';
import { isRecord } from '../../../state/stored.js';
import { attributeColumn, type Column, systemColumns } from './columns.js';

/** One column of a person's list, as it is stored. */
export interface ChosenColumn {
  id: string;
  /** Of a search attribute that was added to the Namespace: so nothing has to be asked before the column is shown. */
  type?: SearchAttributeType;
  /** Pixels, when a person has chosen them. */
  width?: number;
}

export const defaultColumns: readonly ChosenColumn[] = [
  { id: 'status' },
  { id: 'workflowId' },
  { id: 'runId' },
  { id: 'type' },
  { id: 'started' },
  { id: 'closed' },
  { id: 'duration' },
];

/** The way to a run: without it a row would lead nowhere. */
export const permanentColumn = 'workflowId';
export const widthLimits = { least: 56, most: 900 } as const;

const attributePrefix = 'attribute:';
const systemById = new Map(systemColumns.map((column) => [column.id, column]));
const types = new Set<unknown>(Object.values(SearchAttributeType));

/** The column of a choice; nothing for an id that this version does not know. */
export function columnOf({ id, type }: ChosenColumn): Column | undefined {
  if (!id.startsWith(attributePrefix)) return systemById.get(id);
  return attributeColumn(id.slice(attributePrefix.length), type ?? 'KEYWORD');
}

/** What was stored, as far as it can be used: another version, another tab or a person may have written it. */
export function parseChosen(value: unknown): readonly ChosenColumn[] {
  if (!Array.isArray(value)) return defaultColumns;
  const seen = new Set<string>();
  const chosen = value.filter(isRecord).flatMap((entry): ChosenColumn[] => {
    const { id, type, width } = entry;
    if (typeof id !== 'string' || seen.has(id)) return [];
    seen.add(id);
    const choice: ChosenColumn = {
      id,
      ...(types.has(type) && id.startsWith(attributePrefix) ? { type: type as SearchAttributeType } : {}),
      ...(typeof width === 'number' && Number.isFinite(width) ? { width: clampWidth(width) } : {}),
    };
    return columnOf(choice) && id !== attributePrefix ? [choice] : [];
  });
  if (chosen.length === 0) return defaultColumns;
  return seen.has(permanentColumn) ? chosen : [{ id: permanentColumn }, ...chosen];
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(widthLimits.most, Math.max(widthLimits.least, width)));
}

/** The columns with one moved before the place that another has now, or to the end. */
export function moved(chosen: readonly ChosenColumn[], id: string, to: number): readonly ChosenColumn[] {
  const from = chosen.findIndex((choice) => choice.id === id);
  const choice = chosen[from];
  if (!choice) return chosen;
  const others = chosen.filter((other) => other !== choice);
  return others.toSpliced(Math.max(0, Math.min(others.length, to)), 0, choice);
}

/** How columns share the width: `grid-template-columns`, and the pixels below which they scroll sideways. */
export function gridOf(
  columns: readonly Column[],
  chosen: readonly ChosenColumn[],
): { template: string; least: number; first: number } {
  const widths = columns.map(({ id, width }) => chosen.find((choice) => choice.id === id)?.width ?? width);
  const grows = columns.map(({ id, grow }) => (chosen.find((choice) => choice.id === id)?.width ? 0 : (grow ?? 0)));
  // Somebody takes what is left over, or the row would end before the panel does.
  if (!grows.some((grow) => grow > 0)) grows[grows.length - 1] = 1;
  const tracks = widths.map((width, index) => (grows[index] ? `minmax(${width}px, ${grows[index]}fr)` : `${width}px`));
  return { template: tracks.join(' '), least: widths.reduce((sum, width) => sum + width, 0), first: widths[0] ?? 0 };
}
