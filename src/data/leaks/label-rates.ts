import type { LabelConfig } from '../../config/run-config';
import { wilson } from '../../measures/classification/proportion';
import type { ColumnProfile, ColumnRates, LabelRate } from '../../protocol/columns';
import { rowLabels, rowsByValue } from '../label/labelled-rows';
import { columnFinder } from '../table/column-finder';
import { binOf } from '../table/histogram';
import { type IsMissing, isMissing } from '../table/missing';
import { readingOf } from '../table/numbers';
import type { Table } from '../table/table';

/** Rows, and the positive ones of them. */
type Sum = [rows: number, positives: number];

/**
 * How often the rows of a column's most frequent values, or of the bins of its histogram, are positive.
 *
 * @param profile the column's
 * @param isMissingText which cells hold no value, as for the profile
 * @throws UserError where the label is not there, or has not two classes
 */
export function labelRates(
  table: Pick<Table, 'name' | 'columns'>,
  profile: ColumnProfile,
  label: LabelConfig,
  isMissingText: IsMissing = isMissing,
): ColumnRates {
  const columnOf = columnFinder(table);
  const labels = rowLabels(columnOf(label.column, 'data.label.column'), label, isMissingText);
  const column = columnOf(profile.name, 'column');
  const { rows, positives } = rowsByValue(column, labels);
  const { missing, numbers } = readingOf(column, isMissingText);
  const { histogram, top } = profile;
  const edges = histogram?.edges;
  const sums = Array.from({ length: edges && numbers ? edges.length - 1 : top.length }, (): Sum => [0, 0]);
  const gone: Sum = [0, 0];
  const all: Sum = [0, 0];
  const placeOf = new Map(top.map(({ value }, i) => [value, i]));
  const add = (to: Sum | undefined, code: number) => {
    if (!to) return;
    to[0] += rows[code] as number;
    to[1] += positives[code] as number;
  };
  for (let code = 0; code < rows.length; code++) {
    add(all, code);
    if (missing[code]) add(gone, code);
    else if (edges && numbers) add(sums[binOf(edges, numbers[code] as number)], code);
    else add(sums[placeOf.get(column.values.at(code) as string) ?? -1], code);
  }
  const nameOf = (i: number): LabelRate['of'] => (edges && numbers ? [edges[i] as number, edges[i + 1] as number] : (top[i]?.value as string));
  return {
    rates: sums.map((sum, i) => rateOf(nameOf(i), sum)).filter((rate) => rate.rows > 0),
    all: rateOf('', all),
    ...(gone[0] > 0 && { missing: rateOf('', gone) }),
  };
}

function rateOf(of: LabelRate['of'], [rows, positives]: Sum): LabelRate {
  const { low, high } = wilson(positives, rows);
  return { of, rows, positives, interval: [low, high] };
}
