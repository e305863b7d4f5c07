import { parse } from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import { toLatex, toMarkdown, toRows } from './formats';
import { outcome } from './outcome.test-helper';
import { experimentTable } from './table';

const ODD = 'k_35 & | 50 % <b> {x} #1';
const RUNS = Array.from({ length: 8 }, (_, i) => [outcome(ODD, i, [0.72 + i / 10_000, 0.6]), outcome('=B', i, [0.7, 0.6])]).flat();
const TABLE = experimentTable(RUNS, [ODD, '=B'], '=B', ['auc']);

/** Cells of a Markdown table, by its own rule: a bar ends a cell unless a backslash stands before it. */
const markdownCells = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

test('Markdown is read back: as many cells in each line, names as they are, bold what carries', () => {
  const lines = toMarkdown(TABLE).split('\n').map(markdownCells);
  expect(lines.map((cells) => cells.length)).toEqual([5, 5, 5, 5, 5]);
  expect(lines[0]).toEqual(['AUC ↑', 'mean over domains', 'all rows', 'home', 'video']);
  expect(lines[2]?.[0]?.replace(/\\(.)/g, '$1')).toBe(ODD);
  expect(lines[2]?.slice(1)).toEqual(['**.6602±.0001**', '**.6602±.0001**', '**.7204±.0002**', '.6000±.0000']);
  expect(lines[3]?.[3]).toBe('+.0204 [+.0201, +.0206], p .031');
});

test('LaTeX is read back: no special character stands alone, as many cells in each line', () => {
  const text = toLatex(TABLE);
  const [begin, ...lines] = text.split('\n');
  expect(begin).toBe('\\begin{tabular}{lcccc}');
  const rows = lines
    .filter((line) => line.endsWith('\\\\'))
    .map((line) =>
      line
        .slice(0, -2)
        .split(/(?<!\\)&/)
        .map((cell) => cell.trim()),
    );
  expect(rows.map((cells) => cells.length)).toEqual([5, 5, 5, 5]);
  expect(rows[1]?.[0]).toBe('k\\_35 \\& \\textbar{} 50 \\% \\textless{}b\\textgreater{} \\{x\\} \\#1');
  expect(rows[1]?.[3]).toBe('$\\mathbf{.7204\\pm .0002}$');
  expect(text).not.toMatch(/[−±]/);
});

test('CSV is read back, in full, and holds no formula', () => {
  const { data, errors } = parse<Record<string, string>>(toCsv(toRows(TABLE)), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data).toHaveLength(8);
  const [cell] = TABLE.tables[0]?.rows[0]?.cells ?? [];
  expect(data[0]).toMatchObject({ metric: 'auc', contestant: ODD, column: 'mean over domains', runs: '8', reference: "'=B", pairs: '8' });
  expect(Number(data[0]?.mean)).toBe(cell?.mean);
  expect(Number(data[0]?.difference)).toBe(cell?.difference?.mean);
  expect(Number(data[0]?.p_holm)).toBe(cell?.difference?.adjusted);
  expect(data[4]).toMatchObject({ contestant: "'=B", difference: '', p: '' });
});
