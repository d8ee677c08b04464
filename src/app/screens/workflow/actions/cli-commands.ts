import type { cliTexts } from '../../../texts/run-actions.js';

type CommandName = keyof typeof cliTexts.commands;

/** A word of a POSIX shell; ids may hold anything. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What does the same in a shell with the `temporal` CLI, for a run in the state that it is in. */
export function cliCommands(
  { namespace, workflowId, runId }: { namespace: string; workflowId: string; runId: string | undefined },
  open: boolean,
): { name: CommandName; command: string }[] {
  const id = ` --workflow-id ${shellWord(workflowId)}`;
  const run = runId ? `${id} --run-id ${runId}` : id;
  const at = namespace === 'default' ? '' : ` --namespace ${shellWord(namespace)}`;
  const command = (verb: string, rest: string) => `temporal workflow ${verb}${at}${rest}`;
  const always: [CommandName, string][] = [
    ['describe', command('describe', run)],
    ['show', command('show', run)],
    ...(open ? [['follow', command('show', `${run} --follow`)] satisfies [CommandName, string]] : []),
    ['json', `${command('show', `${run} --output json`)} > history.json`],
    ['query', command('query', `${run} --type NAME --input '{}'`)],
  ];
  const whileOpen: [CommandName, string][] = [
    ['stack', command('stack', run)],
    ['signal', command('signal', `${run} --name NAME --input '{}'`)],
    ['update', command('update execute', `${run} --name NAME --input '{}'`)],
    ['cancel', command('cancel', run)],
    ['terminate', command('terminate', `${run} --reason 'WHY'`)],
  ];
  const last: [CommandName, string][] = [
    ['reset', command('reset', `${run} --type LastWorkflowTask --reason 'WHY'`)],
    ['delete', command('delete', run)],
  ];
  return [...always, ...(open ? whileOpen : []), ...last].map(([name, text]) => ({ name, command: text }));
}
