/** What is said of codecs outside of their settings. */
export const codecTexts = {
  secretForgotten: (name: string) =>
    `The value of the header ${name} was kept in memory only. Enter it again under Settings, Codec.`,
  bytes: (size: string) => `Bytes, ${size}`,
  decoding: 'Decoding…',
  notDecoded: 'Not decoded',
  retry: 'Try again',
  retryAll: (count: string) => `Try all ${count} again`,
  settings: 'Codec settings',
  working: 'This Namespace has a codec',
  failing: 'The codec fails',
  endpoint: 'Endpoint',
  decoded: 'Decoded',
  waiting: 'Waiting',
  failed: 'Failed',
  unchanged: 'The codec server gave it back as it was.',
  external: (size: string, driver: string) => `Stored outside of Temporal${size && `, ${size}`}, by ${driver}.`,
} as const;
