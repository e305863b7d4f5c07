import { domainColumns } from '../../config/fields';
import type { DomainConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import { inWords, LIMITS } from '../limits';
import { cellsMeet } from '../table/cells-meet';
import type { FindColumn } from '../table/column-finder';
import type { IsMissing } from '../table/missing';
import { numbersOfCells } from '../table/numbers';
import { type RowMeaning, rowMeaning } from '../table/row-meaning';
import { sortValues } from '../table/sort-values';
import type { Column } from '../table/table';

/** More towers than this would not fit a page, nor most machines. */
const MOST_DOMAINS = 64;
/** Name of the one domain of all rows. */
const ALL = 'all rows';
/** Name of the domain of the rows without a value. */
export const GAPS = '(missing)';

/** The domain of each row, as a place in `names`; undefined where it is missing or falls in no group. */
export type DomainMeaning = RowMeaning & { names: string[] };

/**
 * What the configuration makes a domain of.
 *
 * @param warnings takes a warning where a value falls in two groups
 * @throws UserError where there are too many domains, or names too long, no groups, a column that is not there, or a value to be cut that is no number
 */
export function domainOfRows(columnOf: FindColumn, config: DomainConfig, isMissing: IsMissing, warnings: DataWarning[]): DomainMeaning {
  if ('rows' in config) return { names: [ALL], ofRow: () => 0, missing: () => false };
  const columns = domainColumns(config).map((name, i) => columnOf(name, 'columns' in config ? `data.domain.columns[${i}]` : 'data.domain.column'));
  const [first] = columns as [Column, ...Column[]];
  const meaning =
    'columns' in config
      ? combinations(columns, isMissing)
      : config.cuts
        ? cutAt(first, config.cuts, isMissing)
        : config.groups
          ? grouped(first, config.groups, isMissing, warnings)
          : eachValue(first, isMissing);
  if (meaning.names.some((name) => name.length > LIMITS.name))
    throw new UserError(
      `a domain's name would have more than ${inWords(LIMITS.name)} characters`,
      'data.domain',
      'Choose another column, or make groups of its values.',
    );
  return config.gaps ? withGaps(meaning) : meaning;
}

/** Rows that miss their value become a domain, the last one. */
function withGaps({ names, ofRow, missing }: DomainMeaning): DomainMeaning {
  return { names: [...names, GAPS], ofRow: (row) => (missing(row) ? names.length : ofRow(row)), missing: () => false };
}

function eachValue(column: Column, isMissing: IsMissing): DomainMeaning {
  const values = new Set(column.values.filter((text) => !isMissing(text)).map((text) => text.trim()));
  refuseMany(values.size, `column "${column.name}" has ${values.size} different values, and each of them would be a domain`);
  const names = sortValues([...values]);
  const idOf = new Map(names.map((name, id) => [name, id]));
  return {
    names,
    ...rowMeaning(
      column,
      column.values.map((text) => idOf.get(text.trim())),
      isMissing,
    ),
  };
}

function grouped(
  column: Column,
  list: NonNullable<Extract<DomainConfig, { column: string }>['groups']>,
  isMissing: IsMissing,
  warnings: DataWarning[],
): DomainMeaning {
  if (list.length === 0) throw new UserError('there are no groups', 'data.domain.groups', 'Name at least two, such as "< 25", or leave groups out.');
  const groups = list.map((group) => (typeof group === 'string' ? { name: group, values: group } : group));
  const tests = groups.map(({ values }) => parseValueTest(values) as ValueTest);
  const meets = cellsMeet(column, isMissing);
  const ofCode = column.values.map((text, code) => {
    if (isMissing(text)) return undefined;
    const accepting = tests.flatMap((test, g) => (meets(test, code) ? [g] : []));
    if (accepting.length > 1 && !warnings.some(({ where }) => where === 'data.domain.groups')) {
      warnings.push({
        message: `"${text}" falls into ${accepting.map((g) => `"${groups[g]?.name}"`).join(' and ')}; the first one counts.`,
        where: 'data.domain.groups',
      });
    }
    return accepting[0];
  });
  return { names: groups.map(({ name }) => name), ...rowMeaning(column, ofCode, isMissing) };
}

function cutAt(column: Column, cuts: readonly number[], isMissing: IsMissing): DomainMeaning {
  const ofCode = Array.from(numbersOfCells(column, isMissing), (number, code) => {
    if (Number.isNaN(number)) return undefined;
    if (number === Number.POSITIVE_INFINITY)
      throw new UserError(
        `"${column.values.at(code)}" is not a number, so it cannot be cut`,
        'data.domain.cuts',
        `Make groups of the values of "${column.name}", or choose another column.`,
      );
    return cuts.filter((cut) => number >= cut).length;
  });
  const names = [`< ${cuts[0]}`, ...cuts.map((cut, i) => (i + 1 < cuts.length ? `${cut} to < ${cuts[i + 1]}` : `>= ${cut}`))];
  return { names, ...rowMeaning(column, ofCode, isMissing) };
}

/** Every combination that occurs, in the order of the columns' values. */
function combinations(columns: readonly Column[], isMissing: IsMissing): DomainMeaning {
  const parts = columns.map((column) => eachValue(column, isMissing));
  const missing = (row: number) => parts.some((part) => part.ofRow(row) === undefined);
  const ids = Int32Array.from((columns[0] as Column).codes, (_, row) => (missing(row) ? -1 : 0));
  // One column is added after the other, and what occurs is numbered anew each time: the product of many columns is no exact number.
  const steps = parts.map((part) => addPart(ids, part));
  const count = (steps.at(-1) as number[]).length;
  refuseMany(count, `${columns.map(({ name }) => `"${name}"`).join(' and ')} have ${count} combinations, and each of them would be a domain`);
  const nameOf = (last: number) => {
    const names: string[] = [];
    for (let [i, id] = [parts.length - 1, last]; i >= 0; i--) {
      const part = parts[i] as DomainMeaning;
      const key = (steps[i] as number[])[id] as number;
      names.unshift(part.names[key % part.names.length] as string);
      id = Math.floor(key / part.names.length);
    }
    return names.join(' × ');
  };
  return {
    names: Array.from({ length: count }, (_, id) => nameOf(id)),
    ofRow: (row) => {
      const id = ids[row] as number;
      return id < 0 ? undefined : id;
    },
    missing: (row) => parts.some(({ missing }) => missing(row)),
  };
}

/**
 * Numbers the combinations that occur, with one more part, in their order.
 *
 * @param ids [rows] of each row's combination so far, below 0: none; becomes that of the new one
 * @returns of each new combination: the one before times the part's values, and the part's value
 */
function addPart(ids: Int32Array, { names, ofRow }: DomainMeaning): number[] {
  const keyOf = (row: number) => (ids[row] as number) * names.length + (ofRow(row) as number);
  const found = new Set<number>();
  for (let row = 0; row < ids.length; row++) if ((ids[row] as number) >= 0) found.add(keyOf(row));
  const keys = [...found].sort((a, b) => a - b);
  const idOf = new Map(keys.map((key, id) => [key, id]));
  for (let row = 0; row < ids.length; row++) if ((ids[row] as number) >= 0) ids[row] = idOf.get(keyOf(row)) as number;
  return keys;
}

function refuseMany(domains: number, what: string): void {
  if (domains > MOST_DOMAINS)
    throw new UserError(what, 'data.domain', `Choose columns that make at most ${MOST_DOMAINS}, or put the values in groups such as "< 25".`);
}
