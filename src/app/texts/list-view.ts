/** The settings of a list. */
export const listViewTexts = {
  columns: 'Columns…',
  rows: 'Rows',
  comfortable: 'Comfortable',
  dense: 'Dense',
  further: 'Further rows',
  paged: 'Page by page',
  continuous: 'Keep scrolling',
  refresh: 'Look for changes every',
} as const;
