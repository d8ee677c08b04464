/** A vitest reporter that keeps what became of each case of the contract suite, in each project that runs it. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { ContractCase } from './contract-table.js';

/** Writes the cases as JSON to the file that `TWC_CONTRACT_RESULTS` names. */
export default class ContractReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['TWC_CONTRACT_RESULTS'];
    if (file === undefined) throw new Error('TWC_CONTRACT_RESULTS names the file for the results; set it.');
    const cases = modules.filter(({ project }) => project.name.startsWith('contract-')).flatMap(casesOf);
    writeFileSync(file, JSON.stringify(cases));
  }
}

function casesOf(module: TestModule): ContractCase[] {
  const group = basename(module.moduleId, '.test.ts');
  return [...module.children.allTests()].map((test) => ({
    // In a browser its name is added in brackets.
    project: module.project.name.replace(/ \(.*\)$/, ''),
    group,
    name: test.fullName,
    passed: test.result().state === 'passed',
    unimplemented: (test.meta() as { unimplemented?: readonly string[] }).unimplemented ?? [],
  }));
}
