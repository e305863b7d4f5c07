import type { LabelConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import { cellsMeet } from '../table/cells-meet';
import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';
import { classOf, positiveOf } from './positive-class';
import { type RowMeaning, rowMeaning } from './row-meaning';
import { sortValues } from './sort-values';

/** The label of each row, 0 or 1; undefined where it is missing. */
export interface LabelMeaning extends RowMeaning {
  /** Which rows are positive: `rating > 3`, `outcome is “clk”`. */
  positive: string;
}

/**
 * @param warnings takes a warning where nothing says which of two values is positive
 * @throws UserError where the column has not two values and no test says which are positive
 */
export function labelOfRows(column: Column, config: LabelConfig, isMissing: IsMissing, warnings: DataWarning[]): LabelMeaning {
  if (config.positive) {
    const test = parseValueTest(config.positive) as ValueTest;
    const meets = cellsMeet(column, isMissing);
    return {
      positive: /^[<>]/.test(test.text) ? `${column.name} ${test.text}` : `${column.name} is ${test.text.replace(/^=\s*/, '')}`,
      ...rowMeaning(
        column,
        column.values.map((text, code) => (isMissing(text) ? undefined : Number(meets(test, code)))),
        isMissing,
      ),
    };
  }
  // Each class by its first text.
  const classes = new Map<string, string>();
  for (const text of column.values) {
    if (isMissing(text)) continue;
    const key = classOf(text);
    if (!classes.has(key)) classes.set(key, text.trim());
  }
  const keys = sortValues([...classes.keys()]);
  const [low, high] = keys;
  if (low === undefined || high === undefined || keys.length !== 2) throw notTwo(column.name, [...classes.values()]);
  const { positive, said } = positiveOf(low, high);
  if (!said) {
    const [other, greater] = [low, high].map((key) => `"${classes.get(key)}"`);
    warnings.push({ message: `Nothing says which of ${other} and ${greater} is positive; ${greater} is taken.`, where: 'data.label.positive' });
  }
  return {
    positive: `${column.name} is ${classes.get(positive)}`,
    ...rowMeaning(
      column,
      column.values.map((text) => (isMissing(text) ? undefined : Number(classOf(text) === positive))),
      isMissing,
    ),
  };
}

function notTwo(name: string, texts: string[]): UserError {
  const values = sortValues(texts);
  const shown = values
    .slice(0, 5)
    .map((value) => `"${value}"`)
    .join(', ');
  return new UserError(
    `the label "${name}" has ${values.length} ${values.length === 1 ? 'value' : 'different values'} (${shown}${values.length > 5 ? ', …' : ''}), not 2`,
    'data.label.positive',
    values.length < 2 ? 'A label needs rows of both classes; choose another column.' : 'Say which values are positive, such as "> 3".',
  );
}
