import { parseValueTest, type ValueTest } from '../config/value-test';
import type { EncodedData, Table } from '../data/types';
import { UserError } from '../lib/user-error';
import type { Condition, FoundRow } from '../protocol/insight';

/**
 * The first rows that meet all conditions.
 *
 * @returns at most `limit` of them, and how many there are
 * @throws UserError where a column or a test is not known
 */
export function findRows(table: Table, data: EncodedData, conditions: readonly Condition[], limit: number): { rows: FoundRow[]; total: number } {
  const tests = conditions.map(({ column: name, test: text }) => {
    const column = table.columns.find((each) => each.name === name);
    if (!column) throw new UserError(`there is no column "${name}"`);
    const test = parseValueTest(text);
    if (typeof test === 'string') throw new UserError(`the value for ${name} ${test}`);
    const accepted = column.values.map((value) => (test as ValueTest).accepts(value));
    return (row: number) => accepted[column.codes[row] as number] as boolean;
  });
  const partOf = new Map<number, FoundRow['part']>();
  for (const part of ['train', 'val', 'test'] as const) for (const position of data.split[part]) partOf.set(position, part);
  const rows: FoundRow[] = [];
  let total = 0;
  for (const [position, row] of data.sourceRows.entries()) {
    if (!tests.every((accepts) => accepts(row))) continue;
    total++;
    if (rows.length < limit) {
      const part = partOf.get(position);
      rows.push({
        row,
        domain: data.domainIds[position] as number,
        label: data.labels[position] as number,
        ...(part && { part }),
        values: table.columns.map(({ codes, values }) => values.at(codes[row] as number) as string),
      });
    }
  }
  return { rows, total };
}
