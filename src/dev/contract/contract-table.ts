/** The contract suite as a table: what runs where, and what the in-memory server does not do. */

/** What became of one case in one project. */
export interface ContractCase {
  /** Name of the vitest project. */
  readonly project: string;
  /** The file of the case, without folder and ending. */
  readonly group: string;
  /** Name of the case with its describe blocks. */
  readonly name: string;
  readonly passed: boolean;
  /** RPCs that the case needs and that answered UNIMPLEMENTED, which is what passed then. */
  readonly unimplemented: readonly string[];
}

/** Where the suite runs: vitest projects and what the table calls them. */
const places = {
  'contract-memory-node': 'in memory, Node',
  'contract-memory-chromium': 'in memory, Chromium',
  'contract-node': 'real, Node',
  'contract-chromium-http1': 'real, Chromium HTTP/1.1',
  'contract-chromium-http2': 'real, Chromium HTTP/2',
};

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Markdown with a line for each file of the suite, then one for each RPC that is not done. */
export function contractTable(cases: readonly ContractCase[]): string {
  const groups = [...new Set(cases.map(({ group }) => group))].sort();
  const row = (label: string, of: readonly ContractCase[]): string[] => [
    label,
    ...Object.keys(places).map((place) => cell(of.filter(({ project }) => project === place))),
  ];
  const files = markdown([
    ['cases', ...Object.values(places)],
    ...groups.map((name) =>
      row(
        name,
        cases.filter(({ group }) => group === name),
      ),
    ),
    row('all', cases),
  ]);
  const needed = neededRpcs(cases);
  if (needed.size === 0) return files;
  const rpcs = [...needed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rpc, names]) => [rpc, `${names.size}`]);
  return `${files}\n\n${markdown([['UNIMPLEMENTED in memory', 'cases that need it'], ...rpcs])}`;
}

/** In sentences, which cases run in one place and not in another. Empty if all run everywhere. */
export function contractGaps(cases: readonly ContractCase[]): string[] {
  // Inputs that stand in a name may have ids of this run.
  const id = ({ group, name }: ContractCase): string => `${group}: ${name.replaceAll(uuid, '…')}`;
  const all = new Set(cases.map(id));
  return Object.keys(places).flatMap((place) => {
    const own = new Set(cases.filter(({ project }) => project === place).map(id));
    const missing = [...all].filter((name) => !own.has(name));
    return missing.length === 0 ? [] : [`Cases that ${place} does not have:\n  ${missing.join('\n  ')}`];
  });
}

/** `12`, or `10 + 2 UNIMPLEMENTED, 1 failed`. */
function cell(cases: readonly ContractCase[]): string {
  const failed = cases.filter(({ passed }) => !passed).length;
  const refused = cases.filter(({ passed, unimplemented }) => passed && unimplemented.length > 0).length;
  const done = cases.length - failed - refused;
  return `${done}${refused === 0 ? '' : ` + ${refused} UNIMPLEMENTED`}${failed === 0 ? '' : `, ${failed} failed`}`;
}

function neededRpcs(cases: readonly ContractCase[]): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  for (const { unimplemented, group, name } of cases) {
    for (const rpc of unimplemented) needed.set(rpc, (needed.get(rpc) ?? new Set()).add(`${group}: ${name}`));
  }
  return needed;
}

function markdown(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
