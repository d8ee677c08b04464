import { describe, expect, it } from 'vitest';
import { type ContractCase, contractGaps, contractTable } from '../../src/dev/contract/contract-table.js';

const everywhere = [
  'contract-memory-node',
  'contract-memory-chromium',
  'contract-node',
  'contract-chromium-http1',
  'contract-chromium-http2',
];

function cases(name: string, of: Partial<ContractCase> = {}, projects = everywhere): ContractCase[] {
  return projects.map((project) => ({ project, group: 'result', name, passed: true, unimplemented: [], ...of }));
}

describe('the table of the contract suite', () => {
  it('has a line for each file, and their sum', () => {
    const table = contractTable([...cases('one'), ...cases('two'), ...cases('three', { group: 'batch' })]);
    const lines = table.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    expect(lines.slice(2)).toEqual([
      '| batch | 1 | 1 | 1 | 1 | 1 |',
      '| result | 2 | 2 | 2 | 2 | 2 |',
      '| all | 3 | 3 | 3 | 3 | 3 |',
    ]);
  });

  it('tells what failed and what is not done, with the RPCs', () => {
    const refused = { unimplemented: ['ListWorkers'] };
    const table = contractTable([
      ...cases('one', refused, ['contract-memory-node']),
      ...cases('one', refused, ['contract-memory-chromium']),
      ...cases('two', { passed: false }, ['contract-node']),
    ]);
    expect(table).toMatch(/\| result +\| 0 \+ 1 UNIMPLEMENTED +\| 0 \+ 1 UNIMPLEMENTED +\| 0, 1 failed +\| 0 /);
    expect(table).toMatch(/\| ListWorkers +\| 1 /);
  });

  it('has no gap when each case runs everywhere', () => {
    expect(contractGaps([...cases('one'), ...cases('two')])).toEqual([]);
  });

  it('takes cases for the same that differ in ids of the run', () => {
    const named = (project: string) => cases(`refuses ${crypto.randomUUID()}`, {}, [project]);
    expect(contractGaps(everywhere.flatMap(named))).toEqual([]);
  });

  it('names a case that one place does not have', () => {
    const gaps = contractGaps([...cases('one'), ...cases('two', {}, everywhere.slice(1))]);
    expect(gaps).toEqual(['Cases that contract-memory-node does not have:\n  result: two']);
  });
});
