import { describe, expect, it } from 'vitest';
import { compareWithLock, readInstalledUpstream, readLock } from '../../src/dev/proto/upstream.js';

const installed = readInstalledUpstream();
const lock = readLock();
const path = 'temporal/api/common/v1/message.proto';

function replaced(change: (file: (typeof installed.files)[number]) => (typeof installed.files)[number] | undefined) {
  const files = installed.files
    .map((file) => (file.path === path ? change(file) : file))
    .filter((file) => file !== undefined);
  return { ...installed, files };
}

describe('the lock of the upstream .proto files', () => {
  it('holds for what is installed', () => {
    expect(compareWithLock(lock, installed)).toEqual([]);
  });

  it('names a file whose content changed', () => {
    const [difference, ...others] = compareWithLock(
      lock,
      replaced((file) => ({ ...file, sha256: 'f'.repeat(64) })),
    );
    expect(difference).toContain(path);
    expect(difference).toContain('content changed');
    expect(others).toEqual([]);
  });

  it('names a file that is gone', () => {
    expect(
      compareWithLock(
        lock,
        replaced(() => undefined),
      ),
    ).toEqual([expect.stringContaining(`${path} is locked`)]);
  });

  it('names a file that is new', () => {
    const changed = replaced((file) => ({ ...file, path: 'temporal/api/new/v1/new.proto' }));
    expect(compareWithLock(lock, changed)).toContainEqual(
      expect.stringContaining('temporal/api/new/v1/new.proto is new'),
    );
  });

  it('names another version', () => {
    expect(compareWithLock(lock, { ...installed, version: '0.0.1' })).toEqual([expect.stringContaining('0.0.1')]);
  });
});
