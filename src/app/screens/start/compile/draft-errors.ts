import { parseDurationInput } from '../../../format/duration-input.js';
import { optionTexts } from '../../../texts/start.js';
import type { StartDraft, TextField } from '../draft.js';

/** Where in the form an error stands: a field, or a row of a list such as `args-2`. */
export type DraftErrors = Record<string, string>;

/** Reads fields of a draft, and collects what is wrong with them. */
export class DraftReader {
  readonly draft: StartDraft;
  readonly errors: DraftErrors = {};

  constructor(draft: StartDraft) {
    this.draft = draft;
  }

  /** The field without the spaces around it; undefined when it is empty. */
  text(field: TextField): string | undefined {
    return this.draft[field].trim() || undefined;
  }

  required(field: TextField, message: string): string {
    const text = this.text(field);
    if (!text) this.errors[field] = message;
    return text ?? '';
  }

  duration(field: TextField): number | undefined {
    const text = this.text(field);
    if (!text) return undefined;
    const ms = parseDurationInput(text);
    if (ms === undefined) this.errors[field] = optionTexts.duration;
    return ms;
  }

  number(field: TextField, isGood: (value: number) => boolean, message: string): number | undefined {
    const text = this.text(field);
    if (!text) return undefined;
    const value = Number(text);
    if (isGood(value)) return value;
    this.errors[field] = message;
    return undefined;
  }

  /** Takes over the errors of a list of rows as `prefix-ID`. */
  rows(prefix: string, errors: Readonly<Record<number, string>> = {}): void {
    for (const [id, message] of Object.entries(errors)) this.errors[`${prefix}-${id}`] = message;
  }
}
