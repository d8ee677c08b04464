import { existsSync, readFileSync } from 'node:fs';

/** What a run of the tests came to. */
export interface TestCounts {
  readonly passed: number;
  /** Failed tests, and files that could not even be loaded. */
  readonly failed: number;
  /** Why the run fails although no test may have: in sentences. */
  readonly problems: readonly string[];
}

/** The part of vitest's JSON report that counts. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Counts the tests in vitest's JSON report.
 *
 * A skipped test proves nothing, so it fails the run, unless `partial` says that
 * the caller asked for some tests only.
 */
export function readTestCounts(file: string, exitCode: number, options: { readonly partial: boolean }): TestCounts {
  if (!existsSync(file)) {
    return { passed: 0, failed: 0, problems: [`The tests ended with exit code ${exitCode} and left no report.`] };
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const unloadable = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  );
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter((test) => test.status === 'failed').length + unloadable.length;
  const skipped = options.partial ? [] : tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');

  const problems: string[] = [];
  if (unloadable.length > 0) problems.push(`Failed as a whole:\n  ${unloadable.map(({ name }) => name).join('\n  ')}`);
  if (skipped.length > 0) {
    problems.push(`Skipped, which is not allowed here:\n  ${skipped.map(({ fullName }) => fullName).join('\n  ')}`);
  }
  if (passed + failed === 0) problems.push('No test ran.');
  if (exitCode !== 0 && failed === 0)
    problems.push(`No test failed, but vitest ended with exit code ${exitCode}; see above.`);
  return { passed, failed, problems };
}
