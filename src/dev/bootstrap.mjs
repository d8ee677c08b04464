/**
 * `node src/dev/bootstrap.mjs SCRIPT.ts [arguments]`: runs a script of this
 * repository in any checkout, however fresh: installs packages when they are
 * missing or not those of the lock file, generates what is missing in gen/, then
 * hands over. Plain JavaScript without dependencies, because there may be none yet.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [script, ...args] = process.argv.slice(2);

const minimum = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < minimum[0] || (major === minimum[0] && minor < minimum[1])) {
  fail(`Node ${minimum.join('.')} or newer is needed; this is ${process.versions.node}.`);
}
if (script === undefined) fail('Which script? Usage: node src/dev/bootstrap.mjs SCRIPT.ts [arguments]');

if (!packagesMatchLock()) {
  timed('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund']);
}
const generate = spawnSync(process.execPath, ['--import', 'tsx', 'src/dev/proto/generate-main.ts'], {
  cwd: root,
  encoding: 'utf8',
});
if (generate.status !== 0) fail(`generate failed:\n${generate.stdout}${generate.stderr}`);
if (!generate.stdout.includes('up to date')) process.stdout.write(generate.stdout);

run();

/**
 * npm writes what it has installed into node_modules/.package-lock.json. Contents
 * are compared rather than times: switching branches changes times, not packages.
 */
function packagesMatchLock() {
  const installedPath = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installedPath)) return false;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    // npm leaves out what is for another platform, and it always marks that as optional.
    if (found === undefined) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function timed(name, command, commandArgs) {
  console.log(`${name} …`);
  const started = performance.now();
  const { status, error } = spawnSync(command, commandArgs, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) fail(`${name} could not be started: ${error.message}`);
  if (status !== 0) fail(`${name} failed with exit code ${status}. Is the npm registry reachable?`);
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Runs the script in a process of its own, passing signals on to it and its exit code back. */
function run() {
  // The ipc channel tells the script when this process is gone, even by `kill -9`.
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    child.channel?.unref();
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
