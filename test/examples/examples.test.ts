import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { exampleEnvironment, exampleFile, exampleNames, promisedOutput } from '../../src/dev/examples.js';
import { repoRoot } from '../../src/dev/paths.js';

const names = exampleNames();
const listed = [...readFileSync(join(repoRoot, 'examples/README.md'), 'utf8').matchAll(/\]\(([\w-]+)\.ts\)/g)].map(
  ([, name]) => name,
);
/** Longer than the slowest takes on a machine with other work; a hanging one is ended, and fails. */
const timeoutMs = 60_000;

/** Runs an example to its end. @throws with its output when its exit code is not 0 */
async function run(name: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ['--import', 'tsx', exampleFile(name)], {
    cwd: repoRoot,
    timeout: timeoutMs,
    env: exampleEnvironment(inject('stack').envoyUrl),
  });
}

describe('the folder examples', () => {
  it('has examples', () => expect(names.length).toBeGreaterThan(0));

  it('lists each of them in its README, and nothing else', () => expect([...listed].sort()).toEqual(names));

  it('is read to the letter: output after the promise, or a missing promise, is noticed', () => {
    expect(promisedOutput('run();\n\n// Prints:\n// a\n//\n//   b\n')).toBe('a\n\n  b');
    expect(promisedOutput('run();\n')).toBeUndefined();
    expect(promisedOutput('run();\n// Prints:\n')).toBeUndefined();
    expect(promisedOutput('// Prints:\n// a\nrun();\n')).toBeUndefined();
  });
});

describe.each(names)('examples/%s.ts', (name) => {
  const source = readFileSync(exampleFile(name), 'utf8');

  it('says at its beginning what it shows', () => expect(source).toMatch(/^\/\*\*\n \* \S/));

  it('prints what its last comment says', async () => {
    const promised = promisedOutput(source);
    const { stdout, stderr } = await run(name);
    expect(promised, `The file must end with the comment "// Prints:" and:\n${stdout}`).toBeDefined();
    expect(stdout.trimEnd()).toBe(promised);
    expect(stderr).toBe('');
  });
});
