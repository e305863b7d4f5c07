import { expect, test } from 'vitest';
import { DOMAIN_FIELD } from '../../config/fields';
import type { Subject } from '../subject';
import { walkFields } from './fields';

test('a field shows the cell of the table, and of x0 the numbers that are its own', () => {
  const column = (name: string, ...cells: string[]) => ({ name, codes: Int32Array.from(cells.keys()), values: cells });
  const subject = {
    table: { columns: [column('tags', 'x', 'a|b', 'y'), column('age', '30', '', '50'), column('where', 'u', 'v', 'w')] },
    data: {
      sourceRows: Int32Array.of(0, 2, 1),
      dense: [{ name: 'age' }],
      domains: [{ name: 'books' }, { name: 'music' }],
    },
  } as unknown as Pick<Subject, 'data' | 'table'>;
  const shape = {
    fields: [
      { name: 'first tag', rows: 3, width: 2 },
      { name: 'gone', rows: 3, width: 1 },
      { name: DOMAIN_FIELD, rows: 2, width: 3 },
    ],
    dense: 1,
    domains: 2,
  };
  // The third of the kept rows is the second of the table.
  const walked = { position: 2, ownDomain: 0, domain: 1 };
  expect(walkFields(subject, shape, new Map([['first tag', 'tags']]), walked, Float32Array.of(1, 2, 3, 4, 5, 6, 0.5))).toEqual([
    { name: 'first tag', kind: 'sparse', text: 'a|b', numbers: Float32Array.of(1, 2) },
    { name: 'gone', kind: 'sparse', text: '', numbers: Float32Array.of(3) },
    // As it is walked, not as it stands.
    { name: DOMAIN_FIELD, kind: 'domain', text: 'music', numbers: Float32Array.of(4, 5, 6) },
    // Missing: what the model reads is the mean.
    { name: 'age', kind: 'dense', text: '', numbers: Float32Array.of(0.5) },
  ]);
});
