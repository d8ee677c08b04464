export const argumentTexts = {
  argument: 'Argument',
  add: 'Add argument',
  help: 'A JSON value, such as {"customerId": "c-42"} or "text".',
  leaveEmpty: 'Leave it empty to send none.',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove argument',
  tooLarge: 'The server refuses values over 2 MB by default. Send a reference to data that is kept elsewhere.',
} as const;

export const commonTexts = {
  copy: (name: string) => `Copy ${name}`,
  copied: 'Copied',
  notCopied: 'Not copied',
  notCopiedText: 'This browser gives pages the clipboard only over https or on localhost.',
  close: 'Close',
  dismiss: 'Dismiss',
  retry: 'Try again',
  connectAgain: 'Connect again',
  details: 'Details',
  format: 'Format',
  asText: 'Use it as text',
  notYet: 'Not yet',
  snippet: 'the snippet',
} as const;
