import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../paths.js';
import { runCommand } from '../process/run-command.js';

/** Where `vite build src/app` puts the console. */
export const consoleFolder = join(repoRoot, 'dist', 'console');

const sources = ['src/app', 'src/client', 'gen', 'package-lock.json'];

/** True when the checkout holds the console's sources. */
export function consoleSourceExists(): boolean {
  return existsSync(join(repoRoot, 'src', 'app', 'index.html'));
}

/** Builds the console if a source is newer than the last build. Returns whether it did. */
export async function buildConsole(): Promise<boolean> {
  const built = newest(join(consoleFolder, 'index.html'));
  if (built > 0 && sources.every((source) => newest(join(repoRoot, source)) <= built)) return false;
  await runCommand(process.execPath, [join(repoRoot, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'src/app'], {
    cwd: repoRoot,
  });
  return true;
}

/** Time of the latest change to a file, or to any file below a folder; 0 if there is none. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
