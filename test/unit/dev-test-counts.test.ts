import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTestCounts } from '../../src/dev/test-counts.js';

const all = { partial: false };

function report(files: Record<string, string[]>): string {
  const folder = mkdtempSync(join(tmpdir(), 'counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const testResults = Object.entries(files).map(([name, statuses]) => ({
    name,
    status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status, index) => ({ fullName: `${name} ${index}`, status })),
  }));
  const file = join(folder, 'results.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  return file;
}

describe('counts of a test run', () => {
  it('add up over files', () => {
    const file = report({ a: ['passed', 'passed'], b: ['passed', 'failed'] });
    expect(readTestCounts(file, 1, all)).toEqual({ passed: 3, failed: 1, problems: [] });
  });

  it('count a file that could not be loaded as a failure', () => {
    expect(readTestCounts(report({ a: ['passed'], broken: [] }), 1, all)).toMatchObject({
      passed: 1,
      failed: 1,
      problems: [expect.stringContaining('broken')],
    });
  });

  it('do not let a skipped test pass', () => {
    const { problems } = readTestCounts(report({ a: ['passed', 'pending'] }), 0, all);
    expect(problems).toEqual([expect.stringContaining('a 1')]);
  });

  it('let tests be skipped that a filter left out', () => {
    expect(readTestCounts(report({ a: ['passed', 'skipped'] }), 0, { partial: true }).problems).toEqual([]);
  });

  it('do not call it success when no test ran', () => {
    expect(readTestCounts(report({}), 0, all).problems).toEqual(['No test ran.']);
  });

  it('do not hide an error outside of the tests', () => {
    const { problems } = readTestCounts(report({ a: ['passed'] }), 1, all);
    expect(problems).toEqual([expect.stringContaining('exit code 1')]);
  });

  it('do not hide a missing report', () => {
    const { problems } = readTestCounts('no-such-file.json', 7, all);
    expect(problems).toEqual([expect.stringContaining('exit code 7')]);
  });
});
