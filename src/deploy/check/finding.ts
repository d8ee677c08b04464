/** One thing that was looked at. */
export interface Finding {
  /** `wrong` keeps pages from working, or lets in who should not be; `note` is worth knowing. */
  readonly verdict: 'good' | 'note' | 'wrong';
  /** What was found, in one sentence. */
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const good = (says: string): Finding => ({ verdict: 'good', says });
export const note = (says: string, advice: string): Finding => ({ verdict: 'note', says, advice });
export const wrong = (says: string, advice: string): Finding => ({ verdict: 'wrong', says, advice });

/** What is checked, and as whom. */
export interface CheckOptions {
  /** Address of the proxy as pages have it, with its path prefix. */
  readonly url: URL;
  /** Origin of the page. */
  readonly origin: string;
  /** What the page would send as `authorization: Bearer`. */
  readonly token?: string | undefined;
  readonly namespace: string;
}
