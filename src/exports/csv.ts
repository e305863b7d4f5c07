/** The numbers behind a figure, as they go into a file. */
export interface CsvTable {
  columns: string[];
  /** null where there is no value. */
  rows: (string | number | null)[][];
}

/** CSV after RFC 4180: lines end in CR LF, a cell is quoted where it has to be. */
export function toCsv({ columns, rows }: CsvTable): string {
  return csvLines([columns, ...rows]);
}

/** The same of a part of a file, lines of its table. */
export function csvLines(rows: CsvTable['rows']): string {
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** What is no number, and null, is an empty cell: readers disagree on how to write it. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet runs text that begins like a formula, and names of domains and columns come from other people's files. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
