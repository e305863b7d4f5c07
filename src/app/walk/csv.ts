import type { CsvTable } from '../../exports/csv';
import { titleOf } from './by-kind';
import type { Drawing } from './drawing';
import type { Drawn } from './parts';
import { BOXES } from './steps';

/** Every number that is drawn, one a row; beside another also its. */
export function csvOf({ before, after, sides }: Drawing): CsvTable {
  const rows: CsvTable['rows'] = [];
  for (const box of BOXES) {
    if (box === 'row' || box === 'prediction') continue;
    for (const [p, { name, columns, values }] of before[box as Drawn].entries()) {
      const other = after?.[box as Drawn][p]?.values;
      for (const [at, value] of values.entries()) {
        rows.push([titleOf(box, sides.before.look), name, Math.floor(at / columns) + 1, (at % columns) + 1, value, ...(after ? [other?.[at] ?? null] : [])]);
      }
    }
  }
  for (const what of ['logit', 'prediction'] as const) {
    rows.push([what, '', null, null, sides.before.walk[what], ...(sides.after ? [sides.after.walk[what]] : [])]);
  }
  return { columns: ['step', 'what', 'row', 'column', 'value', ...(after ? ['value beside'] : [])], rows };
}
