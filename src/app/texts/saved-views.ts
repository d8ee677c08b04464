import { plural } from '../format/numbers.js';

/** Views that everybody has. */
export const systemViewTexts = {
  all: 'All workflows',
  running: 'Running',
  attention: 'Failed in the last day',
  failingTasks: 'Workflow Tasks failing',
  lastHour: 'Started in the last hour',
  today: 'Started today',
  longRunning: 'Running for more than a day',
  roots: 'Without a parent',
  scheduled: 'Started by a Schedule',
} as const;

/** Saved views: their menu, the bar below the title, and their dialogs. */
export const savedViewTexts = {
  views: 'Views',
  open: (name: string) => `View: ${name}`,
  own: 'Your views',
  system: 'For everybody',
  none: 'None yet. Filter, sort and choose columns, then save the list under a name.',
  everywhere: 'All Namespaces',
  save: 'Save as view…',
  saveChanges: (name: string) => `Save changes to “${name}”`,
  manage: 'Manage views…',
  copyLink: 'Copy link to this list',
  copied: 'Link copied',
  copiedText: 'Whoever opens it sees this list. Nothing is stored there unless they save it.',
  edited: 'edited',

  shared: (name: string) => `“${name}” is a view that came with this link.`,
  sharedText: 'Nothing of it is stored in this browser, and your own columns are as they were.',
  dismiss: 'Dismiss',
  changed: (name: string) => `“${name}” is shown with changes.`,
  saveShort: 'Save',
  saveAs: 'Save as…',
  revert: 'Undo changes',

  saveTitle: 'Save as view',
  name: 'Name',
  nameMissing: 'Give it a name',
  where: 'Shown in',
  here: (namespace: string) => `Only ${namespace}`,
  withColumns: 'With its columns, their order and widths',
  withColumnsHelp: 'Else it shows the columns that are chosen in the Namespace.',
  replaces: (name: string) => `“${name}” is there already. Saving replaces it.`,
  replace: 'Replace view',
  saveDeed: 'Save view',
  saved: (name: string) => `View “${name}” saved`,
  cancel: 'Cancel',
  what: 'What it shows',
  whatAll: 'All workflows',

  manageTitle: 'Views',
  nameOf: (name: string) => `Name of ${name}`,
  nameTaken: 'Another view has this name',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  drag: 'Drag to move',
  place: (name: string, place: number, of: number) => `${name}: place ${place} of ${of}`,
  scope: (name: string) => `Where ${name} is shown`,
  copy: (name: string) => `Copy link to ${name}`,
  delete: (name: string) => `Delete ${name}`,
  deleted: (name: string) => `“${name}” deleted.`,
  undo: 'Undo',
  done: 'Done',
  import: 'Import…',
  export: 'Export',
  exportHint: 'All views of this Namespace as a JSON file',
  fileName: (namespace: string) => `views-${namespace.replace(/[^\w.-]+/g, '_')}.json`,

  imported: (added: number, there: number) =>
    added === 0
      ? `Nothing to import: ${there === 1 ? 'the view is' : 'all views are'} there already.`
      : `${plural(added, 'view')} imported${there > 0 ? `, ${there} there already` : ''}.`,
  elsewhere: (names: string) => `Some are of other Namespaces, and shown there: ${names}.`,
  unreadable: (places: readonly number[]) =>
    `${plural(places.length, 'entry', 'entries')} of the file cannot be read: number ${places.join(', ')}.`,
  importFailed: 'The file was not imported',
  notRead: 'The browser could not read it:',
  notJson: (problem: string) => `It is no JSON: ${problem}`,
  notViews: 'It is no file of views. Choose one that was made here by Export.',
  newerFile: 'It was written by a newer version of this console.',
  emptyFile: 'There is no view in it.',
  noneReadable: 'None of its entries can be read.',
  tooLarge: 'It is too large for a file of views.',
  nothingLost: 'Your views are as they were.',

  notStored: 'The views could not be stored',
  notStoredText: 'The browser’s storage for this page is full or blocked.',
} as const;
