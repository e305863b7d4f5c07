import { DOMAIN_FIELD, fieldColumn, fieldName } from '../../config/complete';
import type { RunConfig } from '../../config/run-config';
import { randomStream, shuffle } from '../../lib/random';
import { differenceOfShares, wilson } from '../../measures/classification/proportion';
import type { DomainComparison, FeatureDistance, Rate } from '../../protocol/meaning';
import type { EncodedData, SparseField } from '../encode/encoded-data';
import { columnFinder } from '../table/column-finder';
import { missingBy } from '../table/missing';
import type { Table } from '../table/table';
import { kolmogorovSmirnov, totalVariation } from './distances';
import { overlapOf } from './overlap';
import { idsOf, textsOf, type Values } from './values';
import { verdictOf } from './verdict';

/** Rows times fields that distances are computed of, and rows at most: about two seconds of work. */
const [MOST_CELLS, MOST_ROWS] = [2_000_000, 100_000];
/** More fields than this are not looked at: first come those of the most values. */
const MOST_FIELDS = 100;
/** Sparse fields whose overlap is told where none is asked for. */
const OVERLAPS = 4;
/** Of a field of fewer values every domain has all of them. */
const MANY = 20;
const MOST_OVERLAPS = 8;
/** A distance that is less beyond chance is none. */
const DIFFERENT = 0.05;
/**
 * So many times sqrt(1/n + 1/m) a distance beyond chance may be by luck: its standard deviation is about a quarter of that for each of the two
 * distances, and the largest of the pairs of 64 domains is looked at.
 */
const LUCK = 1.5;

/**
 * How far the domains are apart and what they share. Rates and overlaps are of all rows. Distances of features are of a seeded sample
 * where rows are many.
 *
 * @param fields sparse fields whose overlap is wanted; left out: the users, and those of the most values
 */
export function compareDomains(table: Table, data: EncodedData, config: RunConfig, fields?: readonly string[]): DomainComparison {
  const { domains: summaries, domainIds, labels } = data;
  const count = summaries.length;
  const domains = summaries.map(({ name, rows, positives }) => ({ name, rows, positives, rate: positives / rows, ...wilson(positives, rows) }));
  const label = summaries.map((a) => summaries.map((b): Rate => differenceOfShares(a.positives, a.rows, b.positives, b.rows)));

  const sparse = data.sparse.filter(({ name }) => name !== DOMAIN_FIELD);
  const byValues = sparse.toSorted((a, b) => b.vocabulary.length - a.vocabulary.length);
  const named = fields
    ? sparse.filter(({ name }) => fields.includes(name))
    : withUsers(byValues, config)
        .filter(({ vocabulary }, i) => i === 0 || vocabulary.length > MANY)
        .slice(0, OVERLAPS);
  const overlaps =
    count === 1 ? [] : named.slice(0, MOST_OVERLAPS).map((field) => overlapOf(field.name, valuesOf(field, table, data, config), domainIds, count));

  const looked = byValues.slice(0, MOST_FIELDS);
  const dense = data.dense.slice(0, MOST_FIELDS - looked.length);
  const each = looked.length + dense.length;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, each)));
  const random = randomStream(config.seed, 'compare domains');
  const sampled = labels.length > most;
  const rows = sampled ? shuffle(Int32Array.from(labels.keys()), random).slice(0, most) : Int32Array.from(labels.keys());
  const domainOf = rows.map((row) => domainIds[row] as number);
  // The same rows, dealt to domains of the same sizes by chance.
  const dealt = shuffle(domainOf.slice(), random);
  const sizes = new Float64Array(count);
  for (const d of domainOf) sizes[d] = (sizes[d] as number) + 1;
  const distance = (field: string, kind: FeatureDistance['kind'], of: (domainOf: Int32Array) => number[][]) =>
    farthestPair({ field, kind }, of(domainOf), of(dealt), sizes);
  const features =
    count === 1
      ? []
      : [
          ...looked.map((field) => distance(field.name, 'sparse', (of) => totalVariation(idsOf(field), rows, of, count))),
          ...dense.map((field) => distance(field.name, 'dense', (of) => kolmogorovSmirnov(field.values, rows, of, count))),
        ].sort((a, b) => Number(b.sure) - Number(a.sure) || b.distance - b.chance - (a.distance - a.chance));

  return {
    domains,
    overlaps,
    label,
    features,
    leftOut: sparse.length + data.dense.length - each,
    rows: rows.length,
    sampled,
    verdict: verdictOf({ domains, overlaps, features }),
  };
}

/** The field of the users first, where one is named. */
function withUsers(fields: readonly SparseField[], { data }: RunConfig): SparseField[] {
  const users = data.sparse.find((field) => fieldColumn(field) === data.group);
  const name = users && fieldName(users);
  return fields.toSorted((a, b) => Number(b.name === name) - Number(a.name === name));
}

/** Its column's texts, or of lists and hashes the ids. */
function valuesOf(field: SparseField, table: Table, { sourceRows }: EncodedData, { data }: RunConfig): Values {
  const stated = data.sparse.find((each) => fieldName(each) === field.name);
  const split = typeof stated === 'object' && stated.take !== undefined;
  if (!stated || split || field.hash) return idsOf(field, true);
  return textsOf(columnFinder(table)(fieldColumn(stated), 'data.sparse'), sourceRows, missingBy(data.missing));
}

/** The two domains that lie farthest apart, beyond what chance and luck make of so few rows. @param sizes rows of each domain */
function farthestPair(field: Pick<FeatureDistance, 'field' | 'kind'>, between: number[][], byChance: number[][], sizes: Float64Array): FeatureDistance {
  const luck = (a: number, b: number) => LUCK * Math.sqrt(1 / Math.max(1, sizes[a] as number) + 1 / Math.max(1, sizes[b] as number));
  const beyond = (a: number, b: number) => (between[a]?.[b] as number) - (byChance[a]?.[b] as number);
  let [pair, most]: [[number, number], number] = [[0, 1], Number.NEGATIVE_INFINITY];
  for (let a = 0; a < between.length; a++) {
    for (let b = a + 1; b < between.length; b++) {
      const surplus = beyond(a, b) - luck(a, b);
      if (surplus > most) [pair, most] = [[a, b], surplus];
    }
  }
  const at = (of: number[][]) => of[pair[0]]?.[pair[1]] as number;
  return { ...field, between, pair, distance: at(between), chance: at(byChance), sure: most > 0 && beyond(...pair) > DIFFERENT };
}
