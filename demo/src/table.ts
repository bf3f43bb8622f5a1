const GAP = "  ";
const SHORTEST = 8;

/**
 * Lays out rows under their headings. Where the table would exceed the width, the first column is cut, marked
 * with an ellipsis: it holds the ids, which can be told apart by less.
 */
export function layOut(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = fit(columnWidths(rows), width);
  const [headings, ...body] = rows.map((row) => row.map((cell, column) => cut(cell, widths[column] ?? 0)));
  const rule = widths.map((columns) => "─".repeat(columns));
  return [headings ?? [], rule, ...body].map((row) => join(row, widths));
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const [headings = []] = rows;
  return headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

function fit(widths: readonly number[], width: number): number[] {
  const [first = 0, ...others] = widths;
  const taken = others.reduce((sum, columns) => sum + GAP.length + columns, 0);
  return [Math.min(first, Math.max(width - taken, SHORTEST)), ...others];
}

function cut(cell: string, columns: number): string {
  return cell.length <= columns ? cell : `${cell.slice(0, columns - 1)}…`;
}

function join(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join(GAP)
    .trimEnd();
}
