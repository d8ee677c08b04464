export const failureTexts = {
  stack: 'Stack trace',
  line: 'line',
  show: (lines: string) => `Show ${lines} of libraries`,
  hide: 'Hide lines of libraries',
  timedOut: {
    run: 'Its run timeout passed before it ended.',
    execution: 'Its execution timeout passed, which counts over all runs of the chain.',
    unknown: 'Its timeout passed before it ended.',
  },
  continuedWith: 'What the next run was started with',
} as const;
