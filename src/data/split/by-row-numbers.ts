import { counted } from '../../lib/counted';
import { UserError } from '../../lib/user-error';
import type { Table } from '../table/table';
import type { RowNumbers } from './row-numbers';
import type { Split } from './split';

const PARTS = ['train', 'val', 'test'] as const;

/** The rows that a file names, in its order; those that were left out are passed over. @throws UserError for a row that is not there or named twice */
export function byRowNumbers(table: Pick<Table, 'name' | 'rows'>, file: RowNumbers, sourceRows: Int32Array): Split {
  const positionOf = new Int32Array(table.rows).fill(-1);
  for (const [position, row] of sourceRows.entries()) positionOf[row] = position;
  // Where each row was named first: the part, from 1, and the place in it.
  const [partOf, placeOf] = [new Uint8Array(table.rows), new Int32Array(table.rows)];
  const pick = (part: (typeof PARTS)[number]) => {
    const kept: number[] = [];
    for (const [i, row] of file[part].entries()) {
      const where = () => `${file.name}, ${part}[${i}]`;
      if (row >= table.rows)
        throw new UserError(
          `row ${row} is not in ${table.name}, which has ${counted(table.rows, 'row')}`,
          where(),
          'Choose the file of row numbers that belongs to this table.',
        );
      const before = PARTS[(partOf[row] as number) - 1];
      if (before) throw new UserError(`row ${row} is also in ${before}[${placeOf[row]}]`, where(), 'Name every row once.');
      partOf[row] = PARTS.indexOf(part) + 1;
      placeOf[row] = i;
      if ((positionOf[row] as number) >= 0) kept.push(positionOf[row] as number);
    }
    return Int32Array.from(kept);
  };
  return { train: pick('train'), val: pick('val'), test: pick('test') };
}
