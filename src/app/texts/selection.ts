import { countText, plural } from '../format/numbers.js';

export const selectionTexts = {
  bar: 'Selection',
  select: (workflowId: string) => `Select ${workflowId}`,
  selectPage: 'Select all rows on this page',
  selected: (count: number) => `${countText(count)} selected`,
  allSelected: (count: number, isEverything: boolean) =>
    isEverything ? `All ${countText(count)} in the Namespace` : `All ${countText(count)} that match`,
  except: (count: number) => `except ${countText(count)}`,
  selectAll: (count: number, isEverything: boolean) =>
    isEverything ? `Select all ${countText(count)} in the Namespace` : `Select all ${countText(count)} that match`,
  clear: 'Clear selection',
  copyIds: 'Copy ids',
  copied: (count: number) => `${plural(count, 'Workflow Id')} copied`,
  copyWorkflowIds: 'Copy Workflow Ids',
  copyBoth: 'Copy Workflow Ids and Run Ids',
  copyAllHint: 'Only picked rows can be copied. Export writes the ids of everything that matches.',
  export: 'Export',
  exportHint: 'Export to a file',
  more: 'More',
  announced: (count: number, isAll: boolean) =>
    isAll ? `All ${countText(count)} workflows that match are selected.` : `${plural(count, 'workflow')} selected.`,
  cleared: 'Nothing is selected.',
  mostRows: (most: number) =>
    `At most ${countText(most)} rows can be picked one by one. To reach more, select all that match.`,
  mostExceptions: (most: number) => `At most ${countText(most)} rows can be taken out. Use a narrower query instead.`,
  closed: (count: number) => `${countText(count)} closed`,
  notAllowed: 'The configuration of this console turns this off.',
  choose: 'Select',
  group: 'Selection',
  toggleRow: 'Select the row with the focus',
  extendRow: 'Select up to the row with the focus',
  commandPage: 'Select the page',
  commandClear: 'Clear the selection',
} as const;
