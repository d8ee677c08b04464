import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../proto/upstream.js';
import { gzipBytes } from './gzip.js';

/** Where `npm run build:console` puts the console. */
export const consoleFolder = join(repoRoot, 'dist', 'console');

/** One file of a page load. */
export interface LoadedFile {
  readonly path: string;
  readonly gzip: number;
}

/**
 * Files of the built console that a cold load of the Workflow list fetches: index.html, what it names, what those import,
 * the chunk of the list screen, the part of the client that the frame calls at once (health), and what loads when the page is idle, each with
 * what it imports.
 *
 * @throws Error when the console has not been built
 */
export function firstLoadFiles(): LoadedFile[] {
  const index = join(consoleFolder, 'index.html');
  if (!existsSync(index)) throw new Error('dist/console is missing: run `npm run build:console` first.');
  const assets = new Set(readdirSync(join(consoleFolder, 'assets')));
  const isCalledAtOnce = (name: string): boolean => /^(Workflows|check-health|late)-.*\.(js|css)$/.test(name);
  const listChunks = [...assets].filter(isCalledAtOnce).map((name) => `assets/${name}`);
  const html = readFileSync(index, 'utf8');
  const queue = ['index.html', ...namedIn(html, /(?:src|href)="\.\/([^"]+)"/g), ...listChunks];
  const seen = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path) || !existsSync(join(consoleFolder, path))) continue;
    seen.add(path);
    if (path.endsWith('.js')) queue.push(...staticImports(readFileSync(join(consoleFolder, path), 'utf8')));
  }
  return [...seen].map((path) => ({ path, gzip: gzipBytes(readFileSync(join(consoleFolder, path))) }));
}

/** Files that a built chunk imports statically; `import("./x.js")` is not among them. */
function staticImports(code: string): string[] {
  return namedIn(code, /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,]+\s*from\s*)?["'`]\.\/([^"'`]+\.js)["'`]/g).map(
    (name) => `assets/${name}`,
  );
}

function namedIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}
