/** What a server may not offer, and why. */
export const featureTexts = {
  tooOld: (since: string, version: string) => `It takes Temporal server ${since} or newer; this is ${version}.`,
  switchedOff: 'This server does not offer it in this Namespace, or it is switched off.',
} as const;
