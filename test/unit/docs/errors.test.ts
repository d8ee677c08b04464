import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as client from '../../../src/client/index.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { namesIn, rowsOf } from '../../fixtures/compatibility-document.js';
import { readExports } from '../../fixtures/module-exports.js';

const [tables = '', transport = ''] = readFileSync(join(repoRoot, 'docs/errors.md'), 'utf8').split('\n## Transport\n');
const rows = rowsOf(tables).map(([error = '', when = '', carries = '', remedy = '']) => ({
  name: namesIn(error)[0] ?? '',
  when,
  carries: namesIn(carries.replace(/: .*?(?=[;,]|$)/g, '')).filter((name) => name !== 'GrpcError'),
  remedy,
}));

/** Every error class that the package exports. */
const classes = Object.entries(client)
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([name]) => name);

const exports = readExports(['./src/client/index']).get('./src/client/index')!;
/** Functions of the classes themselves. */
const makers: Record<string, readonly string[]> = { ApplicationFailure: ['create', 'retryable'] };

function fieldsOf(name: string): string[] {
  return [...exports.get(name)!.members].filter((member) => makers[name]?.includes(member) !== true);
}

describe('docs/errors.md', () => {
  it('has a row for every error class of the package, once', () => {
    expect(classes.length).toBeGreaterThan(45);
    expect(rows.map(({ name }) => name).sort()).toEqual([...classes].sort());
  });

  it('says for each when it comes and what to do', () => {
    expect(rows.filter(({ when, remedy }) => when.length < 8 || remedy.length < 5)).toEqual([]);
  });

  it.each(rows)('names what $name carries, and no more', ({ name, carries }) => {
    expect([...carries].sort()).toEqual(fieldsOf(name).sort());
  });

  it('explains every kind of TransportError', () => {
    const source = readFileSync(join(repoRoot, 'src/client/grpc-error.ts'), 'utf8');
    const [, union = ''] = /export type TransportErrorKind =([\s\S]*?);/.exec(source) ?? [];
    const kinds = [...union.matchAll(/'([\w-]+)'/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(5);
    expect(
      rowsOf(transport)
        .map(([kind = '']) => namesIn(kind)[0])
        .sort(),
    ).toEqual(kinds.sort());
  });
});
