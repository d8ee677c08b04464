import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.js';
import { isExecutable, onPath } from './on-path.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/**
 * Finds a Chromium, in this order: CHROMIUM_PATH, PATH, an app on macOS, Playwright's download.
 *
 * @param installIfMissing allows `apt-get install chromium`, as root on Debian or Ubuntu (tests and CI)
 * @throws Error that says what to install
 */
export async function findChromium(
  installIfMissing: boolean,
  note: (text: string) => void = () => undefined,
): Promise<string> {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked !== undefined && asked !== '') {
    if (isExecutable(asked)) return asked;
    throw new Error(`CHROMIUM_PATH is ${asked}, but there is no program to run.`);
  }
  const found = onPath(names) ?? macApp() ?? (await playwrights());
  if (found !== undefined) return found;

  if (installIfMissing && canUseApt()) {
    note('installing Chromium with apt-get');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update'], { env });
    await runCommand('apt-get', ['install', '-y', 'chromium'], { env });
    const installed = onPath(names);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found, and the tests need one. Do one of these and run the command again:\n' +
      '  - npx playwright install chromium\n' +
      '  - Debian, Ubuntu: apt-get install chromium\n' +
      '  - set CHROMIUM_PATH to a Chromium, Chrome or Edge program',
  );
}

function macApp(): string | undefined {
  if (process.platform !== 'darwin') return undefined;
  return ['/Applications', join(homedir(), 'Applications')]
    .flatMap((folder) => macApps.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)))
    .find(isExecutable);
}

async function playwrights(): Promise<string | undefined> {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return path !== '' && isExecutable(path) ? path : undefined;
}

function canUseApt(): boolean {
  return (
    process.getuid?.() === 0 &&
    onPath(['apt-get']) !== undefined &&
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}
