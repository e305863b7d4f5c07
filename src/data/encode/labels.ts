import type { LabelConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { type RowMeaning, rowMeaning } from './row-meaning';
import { sortValues } from './sort-values';

const POSITIVE_WORDS = new Set(['true', 't', 'yes', 'y', 'click', 'clicked', 'positive', 'pos']);

/**
 * The label of each row, 0 or 1; undefined where it is missing.
 *
 * @throws UserError where the column has not two values and no test says which are positive
 */
export function labelOfRows(column: Column, config: LabelConfig): RowMeaning {
  if (config.positive) {
    const test = parseValueTest(config.positive) as ValueTest;
    return rowMeaning(
      column,
      column.values.map((text) => (isMissing(text) ? undefined : Number(test.accepts(text)))),
    );
  }
  const values = sortValues([...new Set(column.values.filter((text) => !isMissing(text)).map((text) => text.trim()))]);
  if (values.length !== 2) {
    const shown = values
      .slice(0, 5)
      .map((value) => `"${value}"`)
      .join(', ');
    throw new UserError(
      `the label "${column.name}" has ${values.length} ${values.length === 1 ? 'value' : 'different values'} (${shown}${values.length > 5 ? ', …' : ''}), not 2`,
      'data.label.positive',
      values.length < 2 ? 'A label needs rows of both classes; choose another column.' : 'Say which values are positive, such as "> 3".',
    );
  }
  const positive = values.find((value) => POSITIVE_WORDS.has(value.toLowerCase())) ?? values[1];
  return rowMeaning(
    column,
    column.values.map((text) => (isMissing(text) ? undefined : Number(text.trim() === positive))),
  );
}
