import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './paths.js';

const folder = join(repoRoot, 'examples');

/** Names of the example programs, in order. */
export function exampleNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Path of an example program. */
export function exampleFile(name: string): string {
  return join(folder, `${name}.ts`);
}

/** Environment of an example that talks to the proxy at `address`. */
export function exampleEnvironment(address: string): NodeJS.ProcessEnv {
  return { ...process.env, TEMPORAL_ADDRESS: address };
}

/**
 * What an example promises to print: the lines after `// Prints:`, the last comment of its source.
 *
 * @returns undefined when there is no such comment, or it is not the last thing in the file
 */
export function promisedOutput(source: string): string | undefined {
  const lines = source.trimEnd().split('\n');
  const start = lines.lastIndexOf('// Prints:');
  const promised = lines.slice(start + 1);
  if (start < 0 || promised.length === 0 || !promised.every((line) => /^\/\/( |$)/.test(line))) return undefined;
  return promised.map((line) => line.slice('// '.length)).join('\n');
}
