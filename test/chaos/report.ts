import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repoRoot } from '../../src/dev/paths.js';
import type { Outcome, Size } from './scenario.js';

/** Outcomes of one scenario in all rounds, added up. */
export interface Row extends Outcome {
  readonly fault: string;
}

const columns = ['Fault', 'How often', 'Waits', 'Settled right', 'Calls', 'Doubled', 'Lost', 'Recovery'] as const;

/** Adds an outcome to those of the same scenario before. */
export function addUp(row: Row | undefined, fault: string, outcome: Outcome): Row {
  if (!row) return { fault, ...outcome };
  return {
    fault,
    times: row.times + outcome.times,
    waits: row.waits + outcome.waits,
    right: row.right + outcome.right,
    calls: row.calls + outcome.calls,
    doubled: [...row.doubled, ...outcome.doubled],
    lost: [...row.lost, ...outcome.lost],
    problems: [...row.problems, ...outcome.problems],
    recoveryMs: Math.max(row.recoveryMs, outcome.recoveryMs),
  };
}

/** The rows as a table of Markdown. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ fault, times, waits, right, calls, doubled, lost, recoveryMs }) => [
    fault,
    ...[times, waits, right, calls, doubled.length, lost.length].map((count) => count.toLocaleString('en')),
    waits === 0 ? '–' : `${(recoveryMs / 1000).toFixed(1)} s`,
  ]);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(columns), line(columns.map((_, index) => (index === 0 ? '---' : '---:'))), ...cells.map(line)].join(
    '\n',
  );
}

/** `5, 15 and 60 s` */
function seconds(allMs: readonly number[]): string {
  const all = allMs.map((ms) => String(ms / 1000));
  return `${[all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' and ')} s`;
}

/** Writes docs/reliability.md. */
export async function writeReport(rows: readonly Row[], size: Size): Promise<string> {
  const file = join(repoRoot, 'docs', 'reliability.md');
  const text = `# Reliability

What happens to waits and calls when processes die and networks misbehave: counted, against the real parts.

${table(rows)}

- **How often**: processes killed, connections silenced, requests hurt, jumps of the clock.
- **Settled right**: \`handle.result()\` settled, once, with the outcome that this Workflow was given: a result of its own, cancelled,
  terminated, timed out; or, where the wait had a time limit, by that limit.
- **Calls**: starts, signals and updates, each held against the Event Histories; beside them describes in the middle of outages.
- **Doubled**: starts, signals or updates that the server executed more than once. **Lost**: waits that did not settle, and calls that
  were answered but not executed.
- **Recovery**: from the end of the last fault until the last wait had settled, the longest of all rounds. A Workflow whose worker has
  died waits ten seconds for it before another one gets its Task; a connection that has gone silent is noticed when a poll outlives its limit.

No run is in this table that had an unhandled rejection, or a page whose memory did not return after the last wait.

## How it is made

\`npm run chaos -- --report\` writes this file. It starts a Temporal server on a database file, Envoy and a worker, opens pages in headless
Chromium, and waits for ${size.waits} Workflows in each scenario, which end before, during and after the fault. Processes are killed with
SIGKILL and stay away for ${seconds(size.outagesMs)}. Requests are hurt by a proxy between page and Envoy: delayed, reset before or after
they were executed, answered with half a frame, with HTTP 502, 503, an HTML page or nothing, or never. Who ends the Workflows and
reads what was executed talks to the server directly and has no part in the faults.

\`npm test\` runs the same scenarios with smaller numbers. The code is in \`test/chaos\`.
`;
  const options = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...options, filepath: file }));
  return file;
}
