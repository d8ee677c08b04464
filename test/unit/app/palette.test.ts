import { describe, expect, it } from 'vitest';
import { paletteCommands, paletteGroups } from '../../../src/app/frame/palette/palette-items.js';
import { fuzzyMatch } from '../../../src/app/state/fuzzy.js';

const best = (typed: string, ...labels: readonly string[]) =>
  labels
    .flatMap((label) => {
      const match = fuzzyMatch(typed, label);
      return match ? [{ label, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ label }) => label);

describe('fuzzyMatch', () => {
  it('prefers the beginnings of words', () => {
    expect(best('sw', 'Show settings', 'Start a workflow', 'Times in UTC')).toEqual([
      'Start a workflow',
      'Show settings',
    ]);
    expect(best('work', 'Rework orders', 'Go to Workflows')[0]).toBe('Go to Workflows');
  });

  it('takes words in any order, and says which letters fit', () => {
    expect(fuzzyMatch('dark theme', 'Theme: Dark')).toBeDefined();
    expect(fuzzyMatch('ter', 'Terminate')?.places).toEqual([0, 1, 2]);
  });

  it('finds nothing where a letter is missing, and everything for nothing', () => {
    expect(fuzzyMatch('xyz', 'Terminate')).toBeUndefined();
    expect(best('', 'b', 'a')).toHaveLength(2);
  });
});

describe('the palette', () => {
  const offered = [
    { id: '1', label: 'Signal', group: 'This run' },
    { id: '2', label: 'Terminate', group: 'This run' },
    { id: '3', label: 'Go to Settings', group: 'Go to' },
  ];

  it('keeps the order of the offers while nothing is typed', () => {
    expect(paletteGroups('', offered).map(({ name, items }) => [name, items.length])).toEqual([
      ['This run', 2],
      ['Go to', 1],
    ]);
  });

  it('has what leads to the same place once, as the nearest offer has it, and no keys of a list', () => {
    const commands = [
      { id: 'workflows.start', label: 'Start workflow', group: 'List', keys: 'c', href: '#/start' },
      { id: 'list.move', label: 'Move', group: 'List', keys: 'j', helpOnly: true },
      { id: 'go.start', label: 'Start a workflow', group: 'Go to', keys: 'g n', href: '#/start' },
      { id: 'frame.palette', label: 'Palette', group: 'Console' },
      ...offered,
      { id: 'run.signal', label: 'Signal', group: 'This workflow', first: true },
    ];
    expect(paletteCommands(commands).map(({ id }) => id)).toEqual(['run.signal', 'workflows.start', '1', '2', '3']);
  });

  it('puts what fits best first, group and command', () => {
    const groups = paletteGroups('set', offered);
    expect(groups[0]?.name).toBe('Go to');
    expect(groups[0]?.items[0]?.command.id).toBe('3');
  });
});
