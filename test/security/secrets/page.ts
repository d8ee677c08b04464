/** Runs in Chromium: makes calls with secrets fail, and looks for the secrets wherever a page can look. */
import { failAll, partsOf, type Places, type Secrets } from './failures.js';
import { find, plant, watch } from './finder.js';
import { leaksIn } from './texts.js';

/** One way to fail: in which words, and where a secret was in what came of it. */
export interface FailureReport {
  readonly name: string;
  readonly words: string;
  readonly leaks: readonly string[];
}

async function fail(secrets: Secrets, places: Places): Promise<FailureReport[]> {
  const all = await failAll(secrets, places);
  return all.map(({ name, error, told, words }) => ({
    name,
    words: error instanceof Error ? error.message : 'it did not fail',
    leaks: leaksIn({ error, told, words }, partsOf(secrets)),
  }));
}

export const secretPage = { watch, fail, find, plant };
