import { completeRunConfig } from '../../config/complete';
import type { Roles, RunConfig, RunConfigInput } from '../../config/run-config';
import type { RowNumbers } from '../split/row-numbers';
import { tableOf } from '../test-helpers';
import { encode } from './encode';
import type { EncodedData } from './encoded-data';

/** Roles of the columns below. */
export const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['item'], dense: ['price'] };

/** 12 rows: two sites, items a-c, prices 0..11, every third a click. */
export const N = 12;
/** Row numbers. */
export const count = Array.from({ length: N }, (_, i) => i);
export const COLUMNS = {
  click: count.map((i) => String(Number(i % 3 === 0))),
  site: count.map((i) => (i % 2 === 0 ? 'x' : 'y')),
  item: count.map((i) => 'abc'[i % 3] as string),
  price: count.map(String),
  time: count.map((i) => String(100 - i)),
  part: count.map((i) => (i < 8 ? 'Train' : i < 10 ? 'val' : 'test')),
};
/** A split in order, but for val and test. */
export const ORDERED: RowNumbers = { name: 'split.json', train: Int32Array.from(count.slice(0, 8)), val: Int32Array.of(9, 8), test: Int32Array.of(11, 10) };

/** The columns, encoded with `input` on top of the defaults. */
export function encoded(columns: Record<string, string[]>, input: RunConfigInput = {}, rows: RowNumbers | undefined = ORDERED): EncodedData {
  const config: RunConfig = completeRunConfig({ split: { rowsFile: 'split.json' }, ...input }, ROLES);
  return encode(tableOf(columns), config, rows);
}

/** A sparse field's values as texts again. */
export const textOf = (data: EncodedData, field: number) => {
  const { ids, vocabulary } = data.sparse[field] as EncodedData['sparse'][number];
  return Array.from(ids, (id) => vocabulary[id]);
};
/** The warnings, each as one text. */
export const messages = (data: EncodedData) => data.warnings.map(({ where, message }) => `${where}: ${message}`);
