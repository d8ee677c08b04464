import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../parts/on-path.js';
import { runCommand } from '../process/run-command.js';

/**
 * Has the web servers that are installed read what was made for them.
 *
 * @returns a line for each: that it takes the file, or that it is not installed
 * @throws CommandError with the words of a server that does not take it
 */
export async function validateHosting(folder: string): Promise<string[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'hosting-'));
  try {
    // nginx takes a whole configuration; ours is the part that its own includes.
    const whole = join(scratch, 'nginx.conf');
    const logs = `pid ${join(scratch, 'pid')}; error_log stderr;`;
    const http = `include ${join(folder, 'nginx.conf')}; access_log off;`;
    writeFileSync(whole, `${logs}\nevents {}\nhttp { ${http} }\n`);
    const checks: readonly (readonly [program: string, ...args: string[]])[] = [
      ['nginx', '-t', '-q', '-c', whole],
      ['caddy', 'validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
    ];
    const lines: string[] = [];
    for (const [program, ...args] of checks) {
      const path = onPath([program]);
      if (path !== undefined) await runCommand(path, args);
      lines.push(path === undefined ? `${program} is not installed: not checked` : `${program} takes its file`);
    }
    return lines;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
