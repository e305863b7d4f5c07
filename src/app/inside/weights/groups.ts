import type { CsvTable } from '../../../exports/csv';
import type { Matrix } from '../../../lib/matrix';
import type { Kind } from '../../../runs/inside/kinds';
import type { Representation } from './representations';

/** The maps of one kind of matrix, on one scale. */
export type Group = { kind: Kind; maps: (Representation & { matrix: Matrix })[]; scale: number };

/** Every number that is shown, one a row. */
export function csvOf(groups: readonly { kind: Pick<Kind, 'name'>; maps: readonly { name: string; matrix: Matrix }[] }[]): CsvTable {
  const rows: CsvTable['rows'] = [];
  for (const { kind, maps } of groups) {
    for (const { name, matrix } of maps) {
      const { columns, values, rowOrder, columnOrder } = matrix;
      for (const [at, value] of values.entries()) {
        const [i, j] = [Math.floor(at / columns), at % columns];
        rows.push([kind.name, name, (rowOrder?.[i] ?? i) + 1, (columnOrder?.[j] ?? j) + 1, value]);
      }
    }
  }
  return { columns: ['matrix', 'of', 'row', 'column', 'value'], rows };
}
