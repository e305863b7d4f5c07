import { expect, test } from 'vitest';
import type { DataWarning } from '../../protocol/data';
import type { Column } from '../table/table';
import { tableOf } from '../test-helpers';
import { domainOfRows } from './domains';

const columnOf = (texts: readonly string[]) => tableOf({ site: texts }).columns[0] as Column;

test('a value in two groups belongs to the first, and that is said once', () => {
  const warnings: DataWarning[] = [];
  const groups = ['< 10', '5..20', '> 7'];
  const domains = domainOfRows(columnOf(['1', '6', '8', '15', '']), { column: 'site', groups }, warnings);
  expect([0, 1, 2, 3, 4].map((row) => domains.ofRow(row))).toEqual([0, 0, 0, 1, undefined]);
  expect(warnings).toEqual([{ message: '"6" falls into "< 10" and "5..20"; the first one counts.', where: 'data.domain.groups' }]);
});

test('64 values may each be a domain, 65 may not', () => {
  const texts = Array.from({ length: 65 }, (_, i) => `s${i}`);
  expect(domainOfRows(columnOf(texts.slice(1)), { column: 'site' }, []).names).toHaveLength(64);
  expect(() => domainOfRows(columnOf(texts), { column: 'site' }, [])).toThrow(/^data\.domain: column "site" has 65 different values/);
});
