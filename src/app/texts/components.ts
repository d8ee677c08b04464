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
  errorDetails: 'the details of the error',
  more: 'More',
  notYet: 'Not yet',
  optional: 'optional',
  snippet: 'the snippet',
} as const;

export const jsonTexts = {
  showMore: (count: string, left: string) => `Show ${count} more of ${left}`,
  items: (count: string, size: number) => `${count} ${size === 1 ? 'item' : 'items'}`,
} as const;
