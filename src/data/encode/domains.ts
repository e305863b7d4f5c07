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
import type { Column } from '../table/table';
import { type RowMeaning, rowMeaning } from './row-meaning';
import { sortValues } from './sort-values';

/** More towers than this would not fit a page, nor most machines. */
const MOST_DOMAINS = 64;
/** Name of the one domain of all rows, and of the rows without a value. */
const [ALL, GAPS] = ['all rows', '(missing)'];

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
  return { names: [...names, GAPS as string], ofRow: (row) => (missing(row) ? names.length : ofRow(row)), missing: () => false };
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
  const radix = parts.map(({ names }) => names.length);
  if (radix.reduce((product, values) => product * values, 1) > Number.MAX_SAFE_INTEGER)
    throw new UserError(`${columns.length} columns are too many to combine`, 'data.domain.columns', 'Name fewer.');
  const all = new Set<number>();
  const keyOf = (row: number) => {
    let key = 0;
    for (const [i, part] of parts.entries()) {
      const value = part.ofRow(row);
      if (value === undefined) return undefined;
      key = key * (radix[i] as number) + value;
    }
    return key;
  };
  const rows = (columns[0] as Column).codes.length;
  for (let row = 0; row < rows; row++) {
    const key = keyOf(row);
    if (key !== undefined) all.add(key);
  }
  const keys = [...all].sort((a, b) => a - b);
  refuseMany(keys.length, `${columns.map(({ name }) => `"${name}"`).join(' and ')} have ${keys.length} combinations, and each of them would be a domain`);
  const idOf = new Map(keys.map((key, id) => [key, id]));
  const nameOf = (key: number) => {
    const names: string[] = [];
    for (let [i, rest] = [parts.length - 1, key]; i >= 0; i--) {
      names.unshift((parts[i] as DomainMeaning).names[rest % (radix[i] as number)] as string);
      rest = Math.floor(rest / (radix[i] as number));
    }
    return names.join(' × ');
  };
  return {
    names: keys.map(nameOf),
    ofRow: (row) => {
      const key = keyOf(row);
      return key === undefined ? undefined : idOf.get(key);
    },
    missing: (row) => parts.some(({ missing }) => missing(row)),
  };
}

function refuseMany(domains: number, what: string): void {
  if (domains > MOST_DOMAINS)
    throw new UserError(what, 'data.domain', `Choose columns that make at most ${MOST_DOMAINS}, or put the values in groups such as "< 25".`);
}
