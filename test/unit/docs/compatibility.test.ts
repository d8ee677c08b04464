import { describe, expect, it } from 'vitest';
import { type CompatibilityLine, linesOf, sectionOf } from '../../fixtures/compatibility-document.js';
import { type ModuleExport, readExports } from '../../fixtures/module-exports.js';

const upstreamModules = [
  '@temporalio/client',
  '@temporalio/common',
  '@temporalio/common/lib/proto-utils',
  '@temporalio/common/lib/protobufs',
  '@temporalio/envconfig',
];
const ourEntries = [
  './src/client/index',
  './src/client/service/index',
  './src/client/envconfig/index',
  './src/testing/index',
];
const exports = readExports([...upstreamModules, ...ourEntries]);
const exportsOf = (module: string) => exports.get(module)!;
/** By name; a Workflow of the tests of a page has options of its own, so what the client exports goes first. */
const ours = new Map([...ourEntries].reverse().flatMap((entry) => [...exportsOf(entry)]));
/** By name; a name that several modules export is the same thing in each. */
const upstream = new Map([...upstreamModules].reverse().flatMap((module) => [...exportsOf(module)]));

const sections = upstreamModules.map((module) => ({ module, lines: linesOf(sectionOf(`### ${module}`)) }));
const lines = sections.flatMap((section) => section.lines);
const memberLines = linesOf(sectionOf('### Members and options'));

function duplicates(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Whether a line is about a member; `Class.prefix*` is about several. */
function isAbout({ name }: CompatibilityLine, member: string): boolean {
  return name.endsWith('*') ? member.startsWith(name.slice(0, -1)) : name === member;
}

/** Members of exports, as `Class.member`. */
function membersOf(exported: Iterable<ModuleExport>, kind: 'members' | 'allMembers'): Set<string> {
  return new Set(
    [...exported].flatMap(({ name, [kind]: members }) => [...members].map((member) => `${name}.${member}`)),
  );
}

describe('docs/compatibility.md', () => {
  it('has something to compare', () => {
    expect(exportsOf('@temporalio/client').size).toBeGreaterThan(300);
    expect(exportsOf('@temporalio/common').size).toBeGreaterThan(200);
    expect(ours.size).toBeGreaterThan(250);
    expect(lines.length).toBeGreaterThan(400);
  });

  it.each(sections)('has a line for every export of $module that no section before has', ({ module }) => {
    const listed = new Set(lines.map(({ name }) => name));
    expect([...exportsOf(module).keys()].filter((name) => !listed.has(name))).toEqual([]);
  });

  it.each(sections)('names only exports of $module in its section', (section) => {
    const names = section.lines.map(({ name }) => name);
    expect(names.filter((name) => !exportsOf(section.module).has(name))).toEqual([]);
  });

  it('names each export once', () => expect(duplicates(lines.map(({ name }) => name))).toEqual([]));

  it('knows three verdicts, and says how or why for two of them', () => {
    expect(
      [...lines, ...memberLines].filter(({ verdict }) => !['same', 'different', 'absent'].includes(verdict)),
    ).toEqual([]);
    expect([...lines, ...memberLines].filter(({ verdict, note }) => verdict !== 'same' && note.length < 4)).toEqual([]);
  });

  it('calls same or different what is exported here', () => {
    const promised = lines.filter(({ verdict }) => verdict !== 'absent');
    expect(promised.filter(({ name }) => !ours.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('calls same what exists in the same way: at run time, as a type', () => {
    const wrong = lines.filter(({ name, verdict }) => {
      const [theirs, here] = [upstream.get(name), ours.get(name)];
      if (verdict !== 'same' || !theirs || !here) return false;
      return (theirs.isValue && !here.isValue) || (theirs.isType && !here.isType);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('calls absent what is not exported here', () => {
    const absent = lines.filter(({ verdict }) => verdict === 'absent');
    expect(absent.filter(({ name }) => ours.has(name)).map(({ name }) => name)).toEqual([]);
  });
});

describe('members and options in docs/compatibility.md', () => {
  const theirs = membersOf(upstream.values(), 'members');
  const theirsOfBoth = membersOf(
    [...upstream.values()].filter(({ name }) => ours.has(name)),
    'members',
  );
  const here = membersOf(ours.values(), 'allMembers');

  it('are read', () => {
    expect(theirs).toContain('WorkflowHandle.executeUpdate');
    expect(theirs).toContain('Connection.lazy');
    expect(theirs).toContain('WorkflowStartOptions.workflowIdReusePolicy');
    expect(here).toContain('WorkflowHandle.executeUpdate');
  });

  it('have a line where they are missing here', () => {
    const missing = [...theirsOfBoth].filter((member) => !here.has(member));
    expect(missing.filter((member) => !memberLines.some((line) => isAbout(line, member)))).toEqual([]);
  });

  it('are members that upstream has', () => {
    const members = [...theirs];
    const unknown = memberLines.filter((line) => !members.some((member) => isAbout(line, member)));
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it('are called absent only where they are, and different only where there is something', () => {
    const found = (line: CompatibilityLine) =>
      [...theirs].filter((member) => isAbout(line, member) && here.has(member));
    expect(memberLines.filter((line) => line.verdict === 'absent' && found(line).length > 0)).toEqual([]);
    expect(memberLines.filter((line) => line.verdict === 'different' && found(line).length === 0)).toEqual([]);
  });

  it('are named once', () => expect(duplicates(memberLines.map(({ name }) => name))).toEqual([]));
});
