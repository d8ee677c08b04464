/**
 * Which file of the built console a module goes into. A bundler makes a file for every set of pages that share something,
 * which gave the page of a run some sixty: over HTTP/1.1 a queue of ten deep. So what belongs together is told here:
 *
 * | file | holds |
 * | --- | --- |
 * | `console` | all that the first screen needs |
 * | `late` | what loads when the page is idle, so that it is there when the network is not |
 * | `health` | the health check |
 * | `parts` | what the page of a run shares with other screens |
 * | `run` | the rest of that page |
 * | `history` | its first tab |
 * | `api` | descriptors that are loaded on first use |
 *
 * Everything else stays as the bundler divides it.
 */
/** A file of the build, as the bundler wants it told. */
interface Chunk {
  name: string | ((id: string, graph: Graph) => string | undefined);
  priority: number;
  tags?: '$initial'[];
  test?: RegExp;
  includeDependenciesRecursively?: boolean;
}

/** What is asked of a module: a part of the bundler's own type. */
interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null;
}

const lateRoots = /\/src\/app\/late\.ts$/;
const screenTable = /\/src\/app\/screens\/screens\.ts$/;
const runPage = /\/screens\/workflow\/Workflow\.svelte$/;
const historyTab = /\/screens\/workflow\/history\/HistoryTab\.svelte$/;
/** They import everything, of which each page uses little. */
const barrels = /\/src\/client\/(\w+\/)?index\.ts$/;
const descriptors = /\/gen\//;
const healthCheck = /\/check-health\.ts$|\/health_pb\.(ts|js)$/;

/** The files in the order in which they take: what a module imports goes with it, unless it was taken before. */
const names = ['late', 'api', 'parts', 'run', 'history'] as const;

/**
 * What the bundler is told.
 *
 * @param entry path of the module that index.html names
 */
export function chunksFrom(entry: string): Chunk[] {
  let owners: ReadonlyMap<string, string> | undefined;
  const chunkOf = (id: string, graph: Graph): string | undefined => {
    owners ??= divide(entry, graph);
    return owners.get(id) ?? (descriptors.test(id) ? 'api' : undefined);
  };
  return [
    { name: 'console', tags: ['$initial'], priority: names.length + 2 },
    // Every page makes this call: it comes without what other descriptors need.
    { name: 'health', test: healthCheck, priority: names.length + 1, includeDependenciesRecursively: false },
    ...names.map((name, index) => ({
      name: (id: string, graph: Graph) => (chunkOf(id, graph) === name ? name : undefined),
      priority: names.length - index,
    })),
  ];
}

function divide(entry: string, graph: Graph): ReadonlyMap<string, string> {
  const all = [...closure([entry], graph, true)];
  const screens = all
    .filter((id) => screenTable.test(id))
    .flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
  const run = closure(
    screens.filter((id) => runPage.test(id)),
    graph,
  );
  const others = closure(
    screens.filter((id) => !runPage.test(id)),
    graph,
  );
  const found = new Map<string, string>();
  const give = (name: string, ids: Iterable<string>): void => {
    for (const id of ids) if (!found.has(id)) found.set(id, name);
  };
  give(
    'late',
    closure(
      all.filter((id) => lateRoots.test(id)),
      graph,
    ),
  );
  give(
    'api',
    [...run].filter((id) => descriptors.test(id)),
  );
  give(
    'parts',
    [...run].filter((id) => others.has(id)),
  );
  give('run', run);
  give(
    'history',
    closure(
      all.filter((id) => historyTab.test(id)),
      graph,
    ),
  );
  return found;
}

/** These modules and all that they import, with `lazily` also what they import on use. */
function closure(from: readonly string[], graph: Graph, lazily = false): Set<string> {
  const seen = new Set(from);
  for (const id of seen) {
    if (!lazily && barrels.test(id)) continue;
    const info = graph.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) seen.add(next);
    if (lazily) for (const next of info?.dynamicallyImportedIds ?? []) seen.add(next);
  }
  return seen;
}
