import { denseColumn, domainColumns, fieldColumn } from '../../config/complete';
import type { Roles, SplitConfig } from '../../config/run-config';
import { randomStream } from '../../lib/random';
import type { ColumnProfile, LeakAlarm, LeakReport } from '../../protocol/columns';
import { NONE, rowLabels } from '../label/labelled-rows';
import { columnFinder } from '../table/column-finder';
import { type IsMissing, isMissing } from '../table/missing';
import { type Reading, readingOf } from '../table/numbers';
import { sampleRows } from '../table/sample-rows';
import type { Column, Table } from '../table/table';
import { aucByNumber, aucByRates, type CountsByCode, countByCode, type LabelledSample, sums } from './column-auc';

/** Rows that are looked at; fewer, where columns are so many that all cells would be more. */
const [MOST_ROWS, MOST_CELLS, LEAST_ROWS] = [100_000, 40_000_000, 1000];
/** A column alone that orders the rows better than this knows the answer. */
const ALARMING = 0.98;
/** Below so many held-out rows of a class an AUC may be chance. */
const ENOUGH = 10;
/** In fewer rows numbers may rise by chance. */
const ENOUGH_ROWS = 50;
/** Values that have one label only: in columns of at most so many, if they hold this share of the rows and chance is less likely. */
const [FEW_VALUES, SHARE, CHANCE] = [100, 0.05, 1e-6];
const MONTH = 30 * 86_400_000;
/** Times of the thing that is shown, or of who sees it, but not of the showing. */
const OTHER_TIME = /release|birth|born|publi|regist|signup|sign_up|join|creat|first|launch/i;

/**
 * Which of the columns that the model reads give the label away, and whether rows are split at random although they happened over months.
 *
 * @param profiles of the table's columns
 * @param isMissingText which cells hold no value, as for the profiles
 * @throws UserError where the label is not there, or has not two classes
 */
export function findLeaks(
  table: Pick<Table, 'name' | 'columns' | 'rows'>,
  profiles: readonly ColumnProfile[],
  roles: Roles,
  split: SplitConfig,
  isMissingText: IsMissing = isMissing,
): LeakReport {
  const columnOf = columnFinder(table);
  const label = columnOf(roles.label.column, 'data.label.column');
  const names = new Set([...roles.sparse.map(fieldColumn), ...roles.dense.map(denseColumn)]);
  const read = table.columns.filter(({ name }) => names.has(name) && name !== label.name);
  const most = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, read.length))));
  const sample = labelledSample(rowLabels(label, roles.label, isMissingText), sampleRows(table.rows, most));
  const alarms = read.flatMap((column) => alarmOf(column, readingOf(column, isMissingText), sample, table.rows) ?? []);
  alarms.sort((a, b) => (b.auc ?? 0) - (a.auc ?? 0));
  const time = timeAlarm(profiles, split, new Set([label.name, ...domainColumns(roles.domain)]));
  return { alarms: [...alarms, ...(time ? [time] : [])], rows: sample.rows.length, sampled: table.rows > most };
}

function labelledSample(labels: Uint8Array, drawn: Int32Array): LabelledSample {
  const rows = drawn.filter((row) => labels[row] !== NONE);
  const random = randomStream(1, 'held-out half');
  return { rows, labels: Uint8Array.from(rows, (row) => labels[row] as number), held: Uint8Array.from(rows, () => random.below(2)) };
}

function alarmOf(column: Column, reading: Reading, sample: LabelledSample, tableRows: number): LeakAlarm | undefined {
  const { name } = column;
  const { numbers, missing } = reading;
  const counts = countByCode(column.codes, missing, sample);
  const [no, yes] = sums(counts.held);
  const rows = said(sample.rows.length);
  const alarm = (kind: LeakAlarm['kind'], message: string, auc?: number): LeakAlarm => ({
    kind,
    column: name,
    message,
    advice: 'leave out',
    ...(auc !== undefined && { auc }),
  });
  if (Math.min(no, yes) >= ENOUGH) {
    if (isCopy(counts)) return alarm('copy', `“${name}” says the same as the label in all ${rows} rows that were looked at.`, 1);
    const byNumber = (numbers && aucByNumber(counts, numbers)) || 0;
    const best = Math.max(aucByRates(counts), byNumber);
    if (best > ALARMING) {
      const how = best === byNumber ? 'its number' : 'the rates of its values';
      return alarm(
        'predicts',
        `“${name}” alone tells the label: by ${how} it has an AUC of ${best.toFixed(3)} on ${said(no + yes)} rows held out of ${rows}.`,
        best,
      );
    }
    const onesided = oneLabel(column, missing, counts, sample.rows.length);
    if (onesided) return alarm('one label', onesided);
  }
  return isRowNumber(reading, tableRows)
    ? alarm(
        'row number',
        `“${name}” rises with every one of the ${said(tableRows)} rows, so it is the row’s number and tells no more than its place in the file.`,
      )
    : undefined;
}

/** Two values, each with one label. */
function isCopy({ fit, held }: CountsByCode): boolean {
  let values = 0;
  for (let i = 0; i < fit.length; i += 2) {
    const [no, yes] = [(fit[i] as number) + (held[i] as number), (fit[i + 1] as number) + (held[i + 1] as number)];
    if (no > 0 && yes > 0) return false;
    if (no + yes > 0) values++;
  }
  return values === 2;
}

/** A sentence on values all of whose rows have one label, where that is no chance and they are no rarity. */
function oneLabel({ name, values }: Column, missing: Uint8Array, { fit, held }: CountsByCode, rows: number): string | undefined {
  const all = fit.map((count, i) => count + (held[i] as number));
  const [no, yes] = sums(all);
  const pure: { which: string; rows: number; label: number }[] = [];
  let seen = 0;
  for (let i = 0; i < all.length; i += 2) {
    const [own, positive] = [(all[i] as number) + (all[i + 1] as number), all[i + 1] as number];
    if (own === 0) continue;
    if (++seen > FEW_VALUES) return undefined;
    if (positive !== 0 && positive !== own) continue;
    const rate = (positive === 0 ? no : yes) / (no + yes);
    if (values.length * rate ** own < CHANCE) {
      const which = missing[i / 2] ? 'without a value' : `with “${shorten(values.at(i / 2) as string)}”`;
      pure.push({ which, rows: own, label: positive === 0 ? 0 : 1 });
    }
  }
  const found = pure.reduce((sum, each) => sum + each.rows, 0);
  if (found < SHARE * rows) return undefined;
  const [first] = pure.sort((a, b) => b.rows - a.rows);
  const others = pure.length - 1;
  const more = others === 0 ? '' : ` So ${others === 1 ? 'does one other value' : `do ${others} other values`}, ${said(found)} rows in all.`;
  const kind = first?.label === 1 ? 'positive' : 'negative';
  return `“${name}”: all ${said(first?.rows ?? 0)} rows ${first?.which} are ${kind}, of ${said(rows)} that were looked at.${more}`;
}

/** Numbers of which each row has a greater one: as many texts as rows, in order of first appearance. */
function isRowNumber({ numbers, whole, missing }: Reading, rows: number): boolean {
  if (missing.length !== rows || rows < ENOUGH_ROWS) return false;
  return whole && (numbers?.every((number, row) => row === 0 || number > (numbers[row - 1] as number)) ?? false);
}

function timeAlarm(profiles: readonly ColumnProfile[], split: SplitConfig, taken: ReadonlySet<string>): LeakAlarm | undefined {
  if (!('ratios' in split) || 'timeColumn' in split) return undefined;
  const long = profiles.filter(
    ({ name, type, from, to, missing }) => type === 'time' && missing === 0 && !taken.has(name) && !OTHER_TIME.test(name) && (to ?? 0) - (from ?? 0) >= MONTH,
  );
  const [found] = long.sort((a, b) => b.distinct - a.distinct);
  if (!found) return undefined;
  const days = Math.round(((found.to as number) - (found.from as number)) / 86_400_000);
  return {
    kind: 'time',
    column: found.name,
    message: `The rows are split at random, but by “${found.name}” they happened over ${said(days)} days: the model would learn from days after those that it is tested on.`,
    advice: 'split by time',
  };
}

const said = (count: number) => count.toLocaleString('en');
const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
