import { csvRecord } from '../../../format/csv.js';
import { cellOf, type ExportValue, jsonOf } from './export-value.js';

export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface FormatOptions {
  /** Of CSV; see {@link csvRecord}. */
  guardFormulas: boolean;
  /** Of CSV: Excel takes a file without it for one in the encoding of the country. */
  byteOrderMark: boolean;
}

/** The text of a file, part by part; nothing of what was written is kept. */
export interface FileText {
  begin: () => string;
  rows: (rows: readonly (readonly ExportValue[])[]) => string;
  end: () => string;
}

export const fileTypes: Readonly<Record<ExportFormat, { mime: string; extension: string }>> = {
  csv: { mime: 'text/csv', extension: 'csv' },
  json: { mime: 'application/json', extension: 'json' },
  ndjson: { mime: 'application/x-ndjson', extension: 'ndjson' },
};

/** Writes rows of these fields in this format. */
export function fileText(format: ExportFormat, fields: readonly string[], options: FormatOptions): FileText {
  if (format === 'csv') {
    return {
      begin: () => (options.byteOrderMark ? '\uFEFF' : '') + csvRecord(fields, { guardFormulas: false }),
      rows: (rows) => rows.map((row) => csvRecord(row.map(cellOf), options)).join(''),
      end: () => '',
    };
  }
  const names = fields.map((field) => JSON.stringify(field));
  const object = (row: readonly ExportValue[]) =>
    `{${row.map((value, index) => `${names[index]}:${jsonOf(value)}`).join(',')}}`;
  if (format === 'ndjson') {
    return { begin: () => '', rows: (rows) => rows.map((row) => `${object(row)}\n`).join(''), end: () => '' };
  }
  let isFirst = true;
  return {
    begin: () => '[',
    rows: (rows) => {
      const text = rows.map((row, index) => (isFirst && index === 0 ? '\n' : ',\n') + object(row)).join('');
      if (rows.length > 0) isFirst = false;
      return text;
    },
    end: () => '\n]\n',
  };
}
