import { clusterRpcs, openRpcs, rpcsByCaller } from '../../deploy/roles.js';

/** `docs/roles.md`: the table of roles, as people read it. */
export function roleDocument(): string {
  const sections = Object.entries(rpcsByCaller).map(([service, callers]) => {
    const rows = Object.entries(callers)
      .flatMap(([caller, rpcs]) => rpcs.map((rpc) => [rpc, caller, aboutOf(`/${service}/${rpc}`)] as const))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `## ${service}\n\n${table([['RPC', 'who may call it', 'about'], ...rows])}`;
  });
  return `${head}\n${sections.join('\n\n')}\n`;
}

const head = `# Roles

Who may call which RPC through a proxy that asks who is calling ([Deployment](deployment.md#roles)). Written by \`npm run envoy:write\` from \`src/deploy/roles.ts\`.

- **viewer** reads. **operator** starts, changes and ends executions and Schedules. **admin** changes what all share, and deletes; \`StartBatchOperation\` is among it because a batch may delete, and the proxy does not see what a batch does.
  Each may do what those before it may.
- **worker** takes and answers tasks, which no page may: whoever may can take work from workers and forge their results. **denied** is for nobody.
- About **a Namespace**: the one in the request has to be in the token. About **the cluster**: the token has to be for all Namespaces (\`*\`). About **nothing**: any token will do.
`;

function aboutOf(path: string): string {
  if (openRpcs.includes(path)) return 'nothing';
  return clusterRpcs.includes(path) ? 'the cluster' : 'a Namespace';
}

function table([headings, ...rows]: readonly (readonly string[])[]): string {
  const all = [headings!, ...rows];
  const widths = headings!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(headings!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
