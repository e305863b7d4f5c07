import type { LabelConfig } from '../../config/run-config';
import { testOfValues } from '../../config/value-test';
import type { ColumnProfile, LabelCandidate } from '../../protocol/columns';
import type { Column } from '../table/table';
import { yesOf } from '../table/yes-no';
import { classesOf, type ValueClass } from './classes';
import { isIdName, isPersonName, labelRank } from './names';

/** What is proposed for the label. */
export interface LabelProposal {
  /** Its column is empty where none looks like a label. */
  label: LabelConfig;
  /** Why it is that column: a clause. */
  why: string;
  /** Columns that may be the label, the chosen one first. */
  candidates: LabelCandidate[];
}

interface Candidate extends LabelCandidate {
  /** The smaller the likelier. */
  rank: number;
  /** Whether its name says that it is a label. */
  named: boolean;
  /** Whether its values say yes and no. */
  pair: boolean;
}

/** More values than this are no classes. */
const MOST_CLASSES = 21;
const MOST_CANDIDATES = 8;
/** A label that more rows than this lack is chosen only where there is no other. */
const MOST_GAPS = 0.5;
/** Where no name tells. */
const [UNNAMED, FEW_NUMBERS] = [100, 200];

/**
 * The label that names and values suggest: by its name; else the only column of a yes and a no. Where several columns may be it and no
 * name tells, none is: a wrong label teaches something else, and nobody notices.
 *
 * @param columns the profiles' columns, in their order
 */
export function proposeLabel(profiles: readonly ColumnProfile[], columns: readonly Column[]): LabelProposal {
  const candidates: Candidate[] = [];
  let oneClass: { column: string; rank: number } | undefined;
  for (const [i, profile] of profiles.entries()) {
    const { name, type, distinct } = profile;
    if (name === '' || type === 'time' || type === 'list') continue;
    const rank = labelRank(name);
    if (distinct <= 1 && rank !== undefined && rank < (oneClass?.rank ?? NAMED_SURELY)) oneClass = { column: name, rank };
    const classes = distinct >= 2 && distinct <= 4 * MOST_CLASSES ? classesOf(columns[i] as Column, MOST_CLASSES) : undefined;
    const candidate = classes && candidateOf(profile, classes, rank);
    if (candidate) candidates.push(candidate);
  }
  candidates.sort((a, b) => a.rank - b.rank);
  const named = candidates.filter((each) => each.named);
  const pairs = candidates.filter(({ column, pair }) => pair && !isPersonName(column));
  const chosen = named[0] ?? (pairs.length === 1 ? pairs[0] : undefined);
  const listed = [...(chosen ? [chosen] : []), ...candidates.filter((each) => each !== chosen)].slice(0, MOST_CANDIDATES);
  const shown = listed.map(({ column, positive, why }) => ({ column, ...(positive !== undefined && { positive }), why }));
  if (chosen) {
    const { column, positive, why } = chosen;
    const what = chosen.named ? 'its name says so' : 'it is the only column of yes and no';
    return { label: { column, ...(positive !== undefined && { positive }) }, why: `${why}; ${what}`, candidates: shown };
  }
  // A label by its name that cannot be one as it is: encoding says what is wrong with it.
  if (oneClass) return { label: { column: oneClass.column }, why: 'its name says so, but it has one value only', candidates: shown };
  return { label: { column: '' }, why: '', candidates: shown };
}

const NAMED_SURELY = 3;

function candidateOf(profile: ColumnProfile, classes: readonly ValueClass[], rank: number | undefined): Candidate | undefined {
  const { name, missing } = profile;
  const rows = classes.reduce((sum, each) => sum + each.rows, 0);
  const gaps = missing > MOST_GAPS * (rows + missing) ? 50 : 0;
  const base = { column: name, named: rank !== undefined, rank: (rank ?? UNNAMED) + gaps };
  if (classes.length === 2) return ofTwo(classes as [ValueClass, ValueClass], base);
  const numbers = classes.flatMap(({ number }) => number ?? []);
  if (classes.length < 3) return undefined;
  if (numbers.length === 0) return ofDeeds(classes, base);
  if (numbers.length < classes.length) return undefined;
  return ofNumbers(classes, numbers, base);
}

type Base = Pick<Candidate, 'column' | 'named' | 'rank'>;

function ofTwo(classes: readonly [ValueClass, ValueClass], base: Base): Candidate {
  const [one, two] = classes;
  const yes = yesOf(one.text, two.text);
  const numbers = classes.map(({ number }) => number);
  // What says yes; of two other numbers the greater; else what happens less often.
  const greater = numbers.every((number) => number !== undefined) ? ((one.number as number) > (two.number as number) ? one : two) : undefined;
  const positive = classes.find(({ text }) => text === yes?.yes) ?? greater ?? (one.rows < two.rows ? one : two);
  const share = (100 * positive.rows) / (one.rows + two.rows);
  const obvious = isObvious(one, two);
  const pair = yes?.pair ?? false;
  return {
    ...base,
    ...(!obvious && { positive: testOfValues([positive.text]) }),
    pair,
    rank: base.rank + (pair || base.named ? 0 : FEW_NUMBERS - UNNAMED),
    why: `2 values, ${percent(share)} of them “${shorten(positive.text)}”${obvious ? '' : ', which is taken as positive'}`,
  };
}

/** Whether everybody reads them the same way: 0 and 1, no and yes, false and true. */
function isObvious(one: ValueClass, two: ValueClass): boolean {
  const texts = [one.text.toLowerCase(), two.text.toLowerCase()].sort();
  return !one.several && !two.several && ['0,1', '0.0,1.0', 'false,true', 'no,yes'].includes(texts.join());
}

/** What somebody did, of which one counts most: `pv`, `cart`, `fav`, `buy`. It is a question, never the answer. */
function ofDeeds(classes: readonly ValueClass[], base: Base): Candidate | undefined {
  if (classes.length > MOST_DEEDS) return undefined;
  const ranked = classes
    .map((each) => ({ ...each, deed: DEEDS.findIndex((words) => words.includes(each.text.toLowerCase())) }))
    .filter(({ deed }) => deed >= 0);
  const [best] = ranked.sort((a, b) => a.deed - b.deed);
  if (!best) return undefined;
  const rows = classes.reduce((sum, each) => sum + each.rows, 0);
  return {
    ...base,
    positive: testOfValues([best.text]),
    named: false,
    pair: false,
    rank: UNNAMED + 1,
    why: `${classes.length} values, ${percent((100 * best.rows) / rows)} of them “${shorten(best.text)}”, which is taken as positive`,
  };
}

const MOST_DEEDS = 10;
/** The rarer and the dearer first. */
const DEEDS = [
  ['buy', 'purchase', 'order', 'transaction', 'conversion', 'pay', 'sale'],
  ['cart', 'add_to_cart', 'addtocart', 'basket'],
  ['fav', 'favorite', 'favourite', 'like', 'share', 'follow'],
  ['click', 'clk', 'play', 'watch', 'download', 'install'],
];

/** Ratings and counts: positive from some number on. */
function ofNumbers(classes: readonly ValueClass[], numbers: readonly number[], base: Base): Candidate | undefined {
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  const isRating = base.named && min >= 0 && max > 2 && max <= 10;
  // 0 is no deed, more are some.
  const isCount = base.named && min === 0 && base.rank % 20 < RATING_RANK;
  if (!isRating && !isCount && (classes.length > 6 || isIdName(base.column))) return undefined;
  const rows = classes.reduce((sum, each) => sum + each.rows, 0);
  const above = (bound: number) => classes.reduce((sum, each) => sum + ((each.number as number) > bound ? each.rows : 0), 0);
  const usual = isCount ? 0 : max > 5 ? 6 : max > 4 ? 3 : Math.floor(max / 2);
  const bounds = [usual, ...numbers.toSorted((a, b) => Math.abs(above(a) - rows / 2) - Math.abs(above(b) - rows / 2))];
  const bound = bounds.find((each) => above(each) > 0 && above(each) < rows);
  if (bound === undefined) return undefined;
  const usable = isRating || isCount;
  return {
    ...base,
    positive: `> ${bound}`,
    pair: false,
    named: usable,
    rank: usable ? base.rank : FEW_NUMBERS,
    why: `${classes.length} values from ${min} to ${max}, ${percent((100 * above(bound)) / rows)} of them above ${bound}`,
  };
}

/** From here on names are of ratings. */
const RATING_RANK = 7;

const percent = (share: number) => `${share > 0 && share < 1 ? share.toFixed(1) : Math.round(share)} %`;
const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
