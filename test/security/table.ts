/** One attack, and what came of it. */
export interface Row {
  readonly variant: string;
  readonly attack: string;
  readonly by: string;
  readonly expected: string;
  readonly got: string;
  readonly isRight: boolean;
}

const columns = ['', 'Attack', 'By', 'Expected', 'Got'] as const;

/** The rows as tables of Markdown, one for each variant. */
export function table(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellOf).join(' | ')} |`;
  return [...new Set(rows.map(({ variant }) => variant))]
    .map((name) =>
      [
        `### ${name}`,
        '',
        line(columns),
        line(columns.map(() => '---')),
        ...rows
          .filter(({ variant }) => variant === name)
          .map(({ attack, by, expected, got, isRight }) => line([isRight ? '✓' : '✗', attack, by, expected, got])),
      ].join('\n'),
    )
    .join('\n\n');
}

/** Short, and without tokens, which servers may repeat. */
function cellOf(text: string): string {
  const shown = text
    .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '…')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
  return shown.length > 160 ? `${shown.slice(0, 159)}…` : shown;
}
