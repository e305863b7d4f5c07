import type { LabelConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import { cellsMeet } from '../table/cells-meet';
import type { IsMissing } from '../table/missing';
import { type RowMeaning, rowMeaning } from '../table/row-meaning';
import { sortValues } from '../table/sort-values';
import type { Column } from '../table/table';
import { classOf, positiveOf } from './positive-class';

/** What a label's texts mean. */
interface LabelMeaning {
  /** Which rows are positive: `rating > 3`, `outcome is “clk”`. */
  positive: string;
  /** [values] 0 or 1; undefined where it is missing. */
  ofCode: (0 | 1 | undefined)[];
}

/** The label of each row, 0 or 1; undefined where it is missing. @throws UserError as `labelOfTexts` */
export function labelOfRows(column: Column, config: LabelConfig, isMissing: IsMissing, warnings: DataWarning[]): RowMeaning & Pick<LabelMeaning, 'positive'> {
  const { positive, ofCode } = labelOfTexts(column, config, isMissing, warnings);
  return { positive, ...rowMeaning(column, ofCode, isMissing) };
}

/**
 * @param warnings takes a warning where nothing says which of two values is positive
 * @throws UserError where the column has not two values and no test says which are positive
 */
export function labelOfTexts(column: Column, config: LabelConfig, isMissing: IsMissing, warnings: DataWarning[]): LabelMeaning {
  const each = (isPositive: (text: string, code: number) => boolean) =>
    column.values.map((text, code) => (isMissing(text) ? undefined : isPositive(text, code) ? 1 : 0));
  if (config.positive) {
    const test = parseValueTest(config.positive) as ValueTest;
    const meets = cellsMeet(column, isMissing);
    return {
      positive: /^[<>]/.test(test.text) ? `${column.name} ${test.text}` : `${column.name} is ${test.text.replace(/^=\s*/, '')}`,
      ofCode: each((_, code) => meets(test, code)),
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
  return { positive: `${column.name} is ${classes.get(positive)}`, ofCode: each((text) => classOf(text) === positive) };
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
