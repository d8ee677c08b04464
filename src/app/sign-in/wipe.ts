import { dropFile, storedFiles } from '../history/file/stored-files.js';
import { clearStored } from '../state/clear-stored.js';

/**
 * How the console looks and where it connects to: settings of this browser. What is not named here is wiped: drafts, what was
 * started, looked at and searched for, values that were seen, batch jobs, the name.
 */
const settings = /^(preferences|history|list|profiles|codecs|views|start-code|start-code-language|columns:.*)$/;

/** Removes what a person has left behind in this browser, opened history files too. Settings stay. */
export async function wipeTraces(): Promise<void> {
  clearStored((key) => settings.test(key));
  for (const { id } of await storedFiles()) await dropFile(id);
}
