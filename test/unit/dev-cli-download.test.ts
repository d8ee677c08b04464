import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { downloadTemporalCli } from '../../src/dev/parts/temporal-cli-download.js';
import { freePorts } from '../../src/dev/ports.js';

const program = '#!/bin/sh\necho temporal version 0.0.0\n';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function serve(listener: RequestListener): Promise<string> {
  const [port = 0] = await freePorts(1);
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${port}`;
}

/** A download service with one archive, which holds `text` as the program. */
async function serviceWith(text: string): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'temporal'), text);
  chmodSync(join(folder, 'temporal'), 0o644);
  execFileSync('tar', ['-czf', join(folder, 'archive.tar.gz'), '-C', folder, 'temporal']);
  return serve((request, response) => {
    if (request.url === '/archive.tar.gz') response.end(readFileSync(join(folder, 'archive.tar.gz')));
    else {
      const archiveUrl = `http://${request.headers.host ?? ''}/archive.tar.gz`;
      response.end(JSON.stringify({ archiveUrl, fileToExtract: 'temporal', asked: request.url }));
    }
  });
}

describe('the download of the Temporal CLI', () => {
  it('puts the program where it was asked to, and nothing else beside it', async () => {
    const folder = temporaryFolder();
    const target = join(folder, 'temporal');
    const notes: string[] = [];
    expect(await downloadTemporalCli(target, (text) => notes.push(text), { service: await serviceWith(program) })).toBe(
      true,
    );
    expect(execFileSync(target, ['--version'], { encoding: 'utf8' })).toContain('0.0.0');
    expect(readdirSync(folder)).toEqual(['temporal']);
    expect(notes.join()).toContain('MB');
  });

  it.each([
    ['nobody answers', async () => 'http://127.0.0.1:1'],
    ['the answer is an error', () => serve((_request, response) => response.writeHead(403).end('no'))],
    ['the answer is no JSON', () => serve((_request, response) => response.end('<html>'))],
    ['the answer lacks the address', () => serve((_request, response) => response.end('{}'))],
    ['the program does not run', () => serviceWith('#!/bin/sh\nexit 1\n')],
  ])('leaves nothing behind when %s', async (_case, start) => {
    const folder = temporaryFolder();
    const target = join(folder, 'temporal');
    expect(await downloadTemporalCli(target, () => undefined, { service: await start() })).toBe(false);
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
