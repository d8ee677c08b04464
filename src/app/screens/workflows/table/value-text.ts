import { bytesText, countText } from '../../../format/numbers.js';
import { statusLabel } from '../../../../live/status.js';
import { durationText } from '../../../format/time.js';
import type { CellValue, Column } from '../columns/columns.js';

const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

/** A value of a column as one line of text; times exactly, in UTC. Empty when there is none. */
export function valueText({ kind }: Pick<Column, 'kind'>, value: CellValue): string {
  if (value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'object') return value.join(', ');
  if (kind === 'status') return statusLabel(String(value));
  if (kind === 'duration') return durationText(Number(value));
  if (kind === 'bytes') return bytesText(Number(value));
  if (kind === 'count' && (typeof value === 'number' || typeof value === 'bigint')) return countText(value);
  if (kind === 'decimal' && typeof value === 'number') return decimals.format(value);
  return String(value);
}
