import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { runCommand } from '../../src/dev/process/run-command.js';
import { codeBlocks } from '../fixtures/markdown-code.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the ten-line program of the README', () => {
  it('prints what the README says', async () => {
    const blocks = codeBlocks(join(root, 'README.md'));
    const program = blocks.find(({ language }) => language === 'ts')!;
    const printed = blocks.find(({ language }) => language === 'text')!;
    const address = inject('stack').envoyUrl;
    const folder = await mkdtemp(join(tmpdir(), 'readme-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const outfile = join(folder, 'program.mjs');
    await build({
      stdin: { contents: program.code.replace('http://127.0.0.1:8080', address), loader: 'ts', resolveDir: root },
      alias: { 'temporal-web-client': join(root, 'src/client/index.ts') },
      bundle: true,
      format: 'esm',
      target: 'node20',
      outfile,
    });

    const output = await runCommand(process.execPath, [outfile]);

    expect(program.code).toContain('http://127.0.0.1:8080');
    expect(output).toBe(printed.code);
  });
});
