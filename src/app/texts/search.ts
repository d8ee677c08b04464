import { countText, plural } from '../format/numbers.js';

/** The search for whatever has an id. */
export const searchTexts = {
  options: 'Suggestions',
  enter: 'Enter looks for exactly this id: of a Workflow, a run, an Activity.',
  empty: 'Paste a Workflow Id, a Run Id, an Activity Id, a link of any Temporal UI, or a line of the CLI.',
  looking: (text: string) => `Looking for ${shortened(text)}…`,
  asking: (asked: number, of: number) =>
    `No Workflow or run has it. Looking for an Activity: ${countText(asked)} of ${plural(of, 'running workflow')} asked.`,
  stop: 'Stop',
  nothing: (namespace: string) => `Nothing has this id in ${namespace}.`,
  stopped: (namespace: string) => `Nothing found in ${namespace} until the search was stopped.`,
  searched: (asked: number) =>
    `Searched: Workflow Ids, Run Ids, standalone Activities${pendingOf(asked)}. New executions take a moment to be listed.`,
  several: 'Several things have this id.',
  startingWith: 'Workflows whose id starts with',
  kinds: {
    workflow: (type: string) => `Workflow ${type}`,
    run: (type: string) => `Run of ${type}`,
    activity: (type: string) => `Activity ${type} of`,
    standalone: (type: string) => `Standalone Activity ${type}`,
  },
} as const;

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= 48 ? text : `${characters.slice(0, 48).join('')}…`;
}

function pendingOf(asked: number): string {
  if (asked === 0) return '; no workflow is running';
  return `, and pending Activities of ${asked === 1 ? 'the only running workflow' : `the ${countText(asked)} newest running workflows`}`;
}
