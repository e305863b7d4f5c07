import type { DomainConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { type RowMeaning, rowMeaning } from './row-meaning';
import { sortValues } from './sort-values';

/** More towers than this would not fit a page, nor most machines. */
const MOST_DOMAINS = 64;

/**
 * The domain of each row, as a place in `names`; undefined where it is missing or falls in no group.
 *
 * @param warnings takes a warning where a value falls in two groups
 * @throws UserError where the column has too many values, or there are no groups
 */
export function domainOfRows(column: Column, config: DomainConfig, warnings: DataWarning[]): RowMeaning & { names: string[] } {
  if (!config.groups) {
    const names = sortValues([...new Set(column.values.filter((text) => !isMissing(text)).map((text) => text.trim()))]);
    if (names.length > MOST_DOMAINS) {
      throw new UserError(
        `column "${column.name}" has ${names.length} different values, and each of them would be a domain`,
        'data.domain',
        `Choose a column with at most ${MOST_DOMAINS}, or put its values in groups such as "< 25".`,
      );
    }
    const idOf = new Map(names.map((name, id) => [name, id]));
    return {
      names,
      ...rowMeaning(
        column,
        column.values.map((text) => idOf.get(text.trim())),
      ),
    };
  }
  if (config.groups.length === 0) throw new UserError('there are no groups', 'data.domain.groups', 'Name at least two, such as "< 25", or leave groups out.');
  const groups = config.groups.map((group) => (typeof group === 'string' ? { name: group, values: group } : group));
  const tests = groups.map(({ values }) => parseValueTest(values) as ValueTest);
  const ofCode = column.values.map((text) => {
    if (isMissing(text)) return undefined;
    const accepting = tests.flatMap((test, g) => (test.accepts(text) ? [g] : []));
    if (accepting.length > 1 && !warnings.some(({ where }) => where === 'data.domain.groups')) {
      warnings.push({
        message: `"${text}" falls into ${accepting.map((g) => `"${groups[g]?.name}"`).join(' and ')}; the first one counts.`,
        where: 'data.domain.groups',
      });
    }
    return accepting[0];
  });
  return { names: groups.map(({ name }) => name), ...rowMeaning(column, ofCode) };
}
