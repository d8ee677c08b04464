import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkProxy } from '../check/check-proxy.js';
import type { Finding } from '../check/finding.js';
import { envoyConfig, envoyFiles } from '../envoy/envoy-config.js';
import { readArguments } from './arguments.js';
import { help } from './help.js';

/** Where the command writes to. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * `npx temporal-web-client envoy …`
 *
 * @returns the exit code: 0, 1 if a check found something wrong, 2 for arguments that cannot be used
 */
export async function runEnvoyCommand(
  args: readonly string[],
  { out, err }: Output,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  try {
    const request = readArguments(args);
    switch (request.kind) {
      case 'help':
        out(help);
        return 0;
      case 'check':
        return await check(
          { ...request, origin: request.origin ?? request.url.origin, token: env['TEMPORAL_API_KEY'] },
          out,
        );
      case 'print':
        if (request.out === undefined) out(envoyConfig(request.options));
        else for (const line of writeFiles(request.out, envoyFiles(request.options))) err(`${line}\n`);
        return 0;
    }
  } catch (error) {
    err(`${error instanceof Error ? error.message : String(error)}\nSee: npx temporal-web-client envoy --help\n`);
    return 2;
  }
}

async function check(options: Parameters<typeof checkProxy>[0], out: (text: string) => void): Promise<number> {
  out(`${options.url.href}, as a page of ${options.origin} would\n`);
  let isWrong = false;
  for await (const finding of checkProxy(options)) {
    out(line(finding));
    isWrong ||= finding.verdict === 'wrong';
  }
  return isWrong ? 1 : 0;
}

const signs: Readonly<Record<Finding['verdict'], string>> = { good: '✓', note: '·', wrong: '✗' };

function line({ verdict, says, advice }: Finding): string {
  return `  ${signs[verdict]} ${says}\n${advice === undefined ? '' : `      ${advice}\n`}`;
}

/** Writes what is generated. A secret that is there already is left alone. @returns what was done */
function writeFiles(folder: string, files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    const shown = relative(process.cwd(), file) || file;
    if (name.startsWith('sds/') && existsSync(file)) return `  kept     ${shown}`;
    mkdirSync(dirname(file), { recursive: true });
    // An API key is put into one of these.
    writeFileSync(file, text, name.startsWith('sds/') ? { mode: 0o600 } : {});
    return `  written  ${shown}`;
  });
}
