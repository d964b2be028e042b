import type { PartReport } from './figures.ts';

/** A part as a table for people: one row for each figure, one column for each strategy, `–` where there is none. */
export function tableOf({ title, strategies }: PartReport): string {
  const columns = Object.entries(strategies);
  const names = [...new Set(columns.flatMap(([, figures]) => Object.keys(figures)))];
  const rows = [
    ['', ...columns.map(([strategy]) => strategy)],
    ...names.map((name) => [name, ...columns.map(([, figures]) => shown(figures[name]))]),
  ];
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0))) ?? [];
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('   ');
  return [title, ...rows.map((row) => `  ${line(row)}`.trimEnd())].join('\n');
}

function shown(figure: number | undefined): string {
  if (figure === undefined) return '–';
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(3);
}
