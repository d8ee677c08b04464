import { chmodSync, createWriteStream, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../process/run-command.js';

/** Where Temporal publishes its CLI; asking costs a moment, so no answer within this time means no network. */
const service = 'https://temporal.download';
const askTimeoutMs = 5_000;
const downloadTimeoutMs = 300_000;

/**
 * Downloads the Temporal CLI, which brings a server, to `target`: half a minute,
 * where building the server takes minutes and needs Go.
 *
 * @returns false when it cannot be had here: no network, or no build for this platform
 */
export async function downloadTemporalCli(
  target: string,
  note: (text: string) => void,
  options: { readonly signal?: AbortSignal | undefined; readonly service?: string } = {},
): Promise<boolean> {
  const work = mkdtempSync(join(dirname(target), 'download-'));
  try {
    const { archiveUrl, fileToExtract } = await ask(options.service ?? service);
    const archive = join(work, 'archive.tar.gz');
    await download(archiveUrl, archive, note);
    await runCommand('tar', ['-xzf', archive, '-C', work, fileToExtract], { signal: options.signal });
    const program = join(work, fileToExtract);
    chmodSync(program, 0o755);
    await runCommand(program, ['--version'], { timeoutMs: 30_000, signal: options.signal });
    renameSync(program, target);
    return true;
  } catch {
    options.signal?.throwIfAborted();
    return false;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function ask(base: string): Promise<{ archiveUrl: string; fileToExtract: string }> {
  const query = new URLSearchParams({
    platform: process.platform,
    arch: process.arch === 'x64' ? 'amd64' : process.arch,
    format: 'tar.gz',
  });
  const response = await fetch(`${base}/cli/latest?${query}`, { signal: AbortSignal.timeout(askTimeoutMs) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const answer = (await response.json()) as { archiveUrl?: unknown; fileToExtract?: unknown };
  if (typeof answer.archiveUrl !== 'string' || typeof answer.fileToExtract !== 'string')
    throw new Error('unknown answer');
  return { archiveUrl: answer.archiveUrl, fileToExtract: answer.fileToExtract };
}

async function download(url: string, file: string, note: (text: string) => void): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      note(`downloading the Temporal CLI once, for all later runs: ${(bytes / 1e6).toFixed(0)} MB`);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    count,
    createWriteStream(file),
  );
}
