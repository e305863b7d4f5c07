import type { SparseFieldConfig } from '../../config/run-config';
import type { ColumnProfile, ProposedRole } from '../../protocol/columns';
import { GREATEST_WEIGHT } from '../encode/row-weights';
import { NONE, type RowLabels } from '../label/labelled-rows';
import { readingOf } from '../table/numbers';
import type { Column } from '../table/table';
import { isCounterName, isFreeTextName, isIdName, isMeasureName, isOneThing, isOutcomeName, isPlaceName, isPlainTime, isRowId, isWeightName } from './names';

/** What one column is proposed for, if it is neither label nor domain nor what parts the rows. */
export interface FeatureProposal {
  role: ProposedRole;
  why: string;
  /** Of columns that are left out: may be taken in where there is no other feature. */
  spare?: boolean;
}

/** Below this, how often values repeat says nothing. */
const FEW_ROWS = 50;
/** A column whose values repeat less often than this says next to nothing of other rows. */
const HARDLY_REPEATS = 0.9;
/** In fewer rows a value may be the only one because they are a sample of a larger file. */
const SAMPLE = 1000;
/** So many values may name a category whose name speaks of text. */
const FEW_TEXTS = 20;

/** More places than this are a scale. */
const MOST_PLACES = 31;

const leaveOut = (why: string, spare = false): FeatureProposal => ({ role: 'leave out', why, ...(spare && { spare }) });

export function proposeFeature(profile: ColumnProfile, column: Column, rows: number, labels: RowLabels | undefined): FeatureProposal {
  const { name, type, distinct, missing, declared } = profile;
  const present = rows - missing;
  if (name === '') return leaveOut('it has no name');
  if (distinct === 0) return leaveOut('no row has a value');
  if (isWeightName(name) && canWeigh(profile)) return { role: 'weight', why: 'its name says how much a row counts: so it does in the loss, and is no feature' };
  if (isCounter(profile, column, rows)) return leaveOut('it counts the rows', true);
  if (type === 'time') return { role: 'time', why: timeSpan(profile) };
  if (isPlainTime(profile)) return { role: 'time', why: 'its name says when a row was shown' };
  if (isOutcomeName(name)) return leaveOut('known only after the row was shown, so it would give the answer away');
  if (labels && tellsLabel(column, profile, labels)) return leaveOut('each of its values has rows of one label only, so it would give the answer away');
  if (declared) return asDeclared(profile);
  if (distinct === 1 && missing === 0 && rows >= SAMPLE) return leaveOut('all rows have the same value', true);
  if (type === 'list') return { role: 'list', why: `its cells hold several values with “${profile.separator}” between them; their embeddings are averaged` };
  const repeats = rows < FEW_ROWS || distinct < HARDLY_REPEATS * present;
  if (!repeats && isRowId(name) && (type === 'text' || type === 'integer')) return leaveOut('an id of the row itself, which no other row has', true);
  if (type === 'yes/no') return { role: 'sparse', why: '2 values' };
  if (type === 'text') return ofText(profile, present, repeats);
  if (type === 'number' && isOneThing(name)) return { role: 'sparse', why: `an id by its name, ${differentValues(distinct)}` };
  return type === 'number' ? { role: 'dense', why: 'numbers with fractions' } : ofWholeNumbers(profile, column, repeats);
}

/** Weights that encoding takes, and that most rows have: where few have one, all training rows may weigh nothing. */
const canWeigh = ({ min = -1, max = 0, quantiles }: ColumnProfile) => min >= 0 && max <= GREATEST_WEIGHT && (quantiles?.[2] ?? 0) > 0;

function ofText({ name, distinct }: ColumnProfile, present: number, repeats: boolean): FeatureProposal {
  if (isFreeTextName(name) && distinct > FEW_TEXTS) return leaveOut(`text to read, with ${said(distinct)} different values`, true);
  if (repeats) return { role: 'sparse', why: differentValues(distinct) };
  if (isIdName(name)) return { role: 'sparse', why: `an id by its name, though nearly every row has another: ${said(distinct)} in ${said(present)} rows` };
  return leaveOut(`nearly every row has another text: ${said(distinct)} in ${said(present)} rows`, true);
}

function ofWholeNumbers(profile: ColumnProfile, column: Column, repeats: boolean): FeatureProposal {
  const { name, distinct, min = 0, quantiles } = profile;
  const values = differentValues(distinct);
  if (readingOf(column).padded) return { role: 'sparse', why: `a code: numbers with zeros in front, ${values}` };
  if (isIdName(name)) return { role: 'sparse', why: `an id by its name, ${values}` };
  if (isPlaceName(name) && distinct <= MOST_PLACES) return { role: 'sparse', why: `places or times, ${values}: each has an embedding of its own` };
  if (isMeasureName(name)) return { role: 'dense', why: 'a measure by its name' };
  if (profile.notes.some((note) => note.includes('%'))) return { role: 'dense', why: 'shares in percent' };
  // Such a name is a field's number in a log: its values are ids.
  if (/^\d/.test(name)) return { role: 'sparse', why: `whole numbers, ${values}: taken for ids` };
  if (!repeats) return { role: 'dense', why: 'whole numbers that hardly repeat measure something' };
  if (min < 0 && distinct > 2) return { role: 'dense', why: 'some are below zero, so they measure something' };
  return quantiles && isSkewed(profile)
    ? { role: 'dense', why: 'most are small and a few very large, as counts are' }
    : { role: 'sparse', why: `whole numbers, ${values}: taken for ids` };
}

/** Counts have gaps where they are large; ids lie densely, or anywhere. */
function isSkewed({ distinct, max = 0, quantiles }: ColumnProfile): boolean {
  const [, , median = 0, , high = 0] = quantiles ?? [];
  return distinct > 20 && high >= 8 * Math.max(1, median) && max >= 3 * distinct;
}

/** RecBole's types. */
function asDeclared({ declared, min }: ColumnProfile): FeatureProposal {
  if (declared === 'token') return { role: 'sparse', why: 'the file says that it holds ids' };
  if (declared === 'token_seq') return { role: 'list', why: 'the file says that its cells hold lists of ids; their embeddings are averaged' };
  if (declared === 'float' && min !== undefined) return { role: 'dense', why: 'the file says that it holds numbers' };
  return leaveOut(declared === 'float' ? 'the file says that it holds numbers, but some cells are none' : 'the file says that its cells hold lists of numbers');
}

/** What a list's separator is where the file tells of the list and not of the sign. */
export function fieldOf({ name, separator, declared }: ColumnProfile, role: ProposedRole, domainField: string): SparseFieldConfig {
  const own = name === domainField ? { name: `${name} (column)` } : {};
  if (role === 'list') return { ...own, column: name, take: 'mean', separator: declared === 'token_seq' ? ' ' : (separator as string) };
  return 'name' in own ? { ...own, column: name } : name;
}

/** Whether it counts up row by row; or its name says so, and every row has another whole number. */
function isCounter({ name, type, distinct, missing }: ColumnProfile, column: Column, rows: number): boolean {
  if (missing > 0 || distinct < rows || rows < 2 || type !== 'integer' || isMeasureName(name)) return false;
  if (isCounterName(name)) return true;
  const { numbers } = readingOf(column);
  // As many texts as rows, in order of first appearance: the text of a row has the row's own place.
  return rows >= FEW_ROWS && numbers !== undefined && numbers.every((number, i) => i === 0 || number === (numbers[i - 1] as number) + 1);
}

/** More values may tell the label of each row by chance; so may any in few rows. */
const FEW_VALUES = 20;
const FEW_OF_A_CLASS = 10;

/** Whether the rows of every value have one label, as in a copy of it. */
function tellsLabel({ codes, values }: Column, { distinct, type }: ColumnProfile, labels: RowLabels): boolean {
  if (distinct < 2 || distinct > FEW_VALUES || type === 'number') return false;
  const labelOf = new Uint8Array(values.length).fill(NONE);
  const rows = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    const [code, label] = [codes[row] as number, labels[row] as number];
    if (label === NONE) continue;
    rows[label] = (rows[label] as number) + 1;
    if (labelOf[code] === NONE) labelOf[code] = label;
    else if (labelOf[code] !== label) return false;
  }
  return rows.every((each) => each >= FEW_OF_A_CLASS);
}

const MS_PER_DAY = 86_400_000;

function timeSpan({ from, to }: ColumnProfile): string {
  if (from === undefined || to === undefined) return 'it says when';
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const days = Math.round((to - from) / MS_PER_DAY);
  return `times from ${day(from)} to ${day(to)} (${said(days)} days); no feature, but rows may be split by it`;
}

const differentValues = (count: number) => (count === 1 ? 'one value' : `${said(count)} different values`);
const said = (count: number) => count.toLocaleString('en');
