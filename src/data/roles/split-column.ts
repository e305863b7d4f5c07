import type { SplitConfig } from '../../config/run-config';
import { PART_WORDS } from '../../config/settings/split';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import type { ColumnProfile } from '../../protocol/columns';
import { readingOf } from '../table/numbers';
import type { Column } from '../table/table';

/** Words for the parts of a split, more than those that mean them by themselves. */
const PARTS = {
  train: ['train', 'training', 'tr', 'fit'],
  val: ['val', 'valid', 'validation', 'dev', 'vali', 'eval', 'evaluation'],
  test: ['test', 'testing', 'te', 'holdout', 'hold-out', 'held-out'],
} as const;
type Part = keyof typeof PARTS;
const isUnstated = (part: Part, word: string) => (parseValueTest(PART_WORDS[part]) as ValueTest).accepts(word.toLowerCase());
const MOST = 6;

/** A column that says which rows train. */
export interface SplitColumn {
  name: string;
  /** Left out where a part of the three has no rows. */
  split?: SplitConfig;
  why: string;
}

/**
 * A column all of whose values name parts of a split.
 *
 * @param counted whether a row counts: it has a label
 */
export function splitColumn(profiles: readonly ColumnProfile[], columns: readonly Column[], counted: (row: number) => boolean): SplitColumn | undefined {
  for (const [i, { name, distinct, type }] of profiles.entries()) {
    if (type !== 'text' || distinct < 2 || distinct > MOST || name === '') continue;
    const column = columns[i] as Column;
    const parts = partsOf(column);
    if (!parts) continue;
    const rows = rowsOfParts(column, parts, counted);
    const list = (Object.keys(PARTS) as Part[]).map((part) => `${rows[part].toLocaleString('en')} ${part}`).join(', ');
    if (Object.values(rows).some((each) => each === 0))
      return { name, why: `names parts of a split, but not all three hold rows (${list}), so the rows are split otherwise` };
    const stated = (Object.keys(PARTS) as Part[]).flatMap((part) => {
      const words = [...parts].filter(([, each]) => each === part).map(([word]) => word);
      return words.every((word) => isUnstated(part, word)) ? [] : [[part, words.join(', ')] as const];
    });
    return { name, split: { column: name, ...Object.fromEntries(stated) }, why: `its values say which rows train, validate and test (${list})` };
  }
  return undefined;
}

/** The part of each text; undefined where one names none. */
function partsOf(column: Column): Map<string, Part> | undefined {
  const { values } = column;
  const { missing } = readingOf(column);
  const parts = new Map<string, Part>();
  for (let code = 0; code < values.length; code++) {
    if (missing[code]) continue;
    const text = (values.at(code) as string).trim();
    const part = (Object.keys(PARTS) as Part[]).find((each) => (PARTS[each] as readonly string[]).includes(text.toLowerCase()));
    if (!part) return undefined;
    parts.set(text, part);
  }
  return new Set(parts.values()).size > 1 ? parts : undefined;
}

function rowsOfParts({ codes, values }: Column, parts: ReadonlyMap<string, Part>, counted: (row: number) => boolean): Record<Part, number> {
  const partOf = values.map((text) => parts.get(text.trim()));
  const rows = { train: 0, val: 0, test: 0 };
  for (let row = 0; row < codes.length; row++) {
    const part = partOf[codes[row] as number];
    if (part && counted(row)) rows[part]++;
  }
  return rows;
}
