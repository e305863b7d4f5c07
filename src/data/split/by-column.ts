import { PART_WORDS } from '../../config/settings/split';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { counted } from '../../lib/counted';
import type { DataWarning } from '../../protocol/data';
import { cellsMeet } from '../table/cells-meet';
import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';
import type { Split } from './split';

/** Which values of a column mean which part, as a test each; left out: the usual names, whatever their case. */
export type PartTests = Partial<Record<keyof Split, string | undefined>>;

/** Each row goes where its value says; rows whose value says nothing are in no part, which `warnings` then tells. */
export function byColumn(column: Column, config: PartTests, sourceRows: Int32Array, isMissing: IsMissing, warnings: DataWarning[]): Split {
  const tests = (['train', 'val', 'test'] as const).map((part) => [part, parseValueTest(config[part] ?? PART_WORDS[part]) as ValueTest] as const);
  const meets = cellsMeet(column, isMissing);
  const partOfCode = column.values.map((text, code) => tests.find(([, test]) => test.accepts(text.toLowerCase()) || meets(test, code))?.[0]);
  const parts: Record<'train' | 'val' | 'test', number[]> = { train: [], val: [], test: [] };
  let nowhere = 0;
  for (const [position, row] of sourceRows.entries()) {
    const part = partOfCode[column.codes[row] as number];
    if (part) parts[part].push(position);
    else nowhere++;
  }
  if (nowhere > 0) {
    const message = `${counted(nowhere, 'row')} ${nowhere === 1 ? 'is' : 'are'} in no part, because the value in "${column.name}" means none.`;
    warnings.push({ message, where: 'split.column' });
  }
  return { train: Int32Array.from(parts.train), val: Int32Array.from(parts.val), test: Int32Array.from(parts.test) };
}
