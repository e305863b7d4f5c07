import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Roles } from '../../config/run-config';
import { COLUMN_ROLES, roleOf, withRole } from './roles';

const ROLES: Roles = {
  label: { column: 'click', positive: '1' },
  domain: { column: 'age', groups: ['< 25', '>= 25'] },
  sparse: ['user', { name: 'genre', column: 'genres', take: 'first', separator: '|' }],
  dense: ['age', 'price'],
};
const COLUMNS = ['click', 'age', 'user', 'genres', 'price', 'title'];

describe('roles of columns', () => {
  test('what each column is', () => {
    expect(['click', 'age', 'user', 'genres', 'price', 'title'].map((column) => roleOf(column, ROLES))).toEqual([
      'label',
      'domain and dense',
      'sparse',
      'sparse',
      'dense',
      'leave out',
    ]);
  });

  test('a change of one column takes it out of its old role and touches no other', () => {
    expect(withRole(ROLES, 'price', 'sparse')).toEqual({ ...ROLES, sparse: [...ROLES.sparse, 'price'], dense: ['age'] });
    expect(withRole(ROLES, 'user', 'leave out')).toEqual({ ...ROLES, sparse: [ROLES.sparse[1]] });
    expect(withRole(ROLES, 'user', 'domain')).toEqual({ ...ROLES, domain: { column: 'user' }, sparse: [ROLES.sparse[1]] });
    expect(withRole(ROLES, 'price', 'label')).toEqual({ ...ROLES, label: { column: 'price' }, dense: ['age'] });
  });

  test('what was said of a column is kept while it keeps its place', () => {
    expect(withRole(ROLES, 'age', 'domain and sparse').domain).toEqual(ROLES.domain);
    expect(withRole(ROLES, 'click', 'label').label).toEqual(ROLES.label);
    expect(withRole(withRole(ROLES, 'genres', 'sparse'), 'genres', 'sparse').sparse).toEqual(ROLES.sparse);
  });

  test('whatever role is chosen is the role that is shown', () => {
    for (const column of ['age', 'user', 'genres', 'price', 'title'])
      for (const role of COLUMN_ROLES) expect(roleOf(column, withRole(ROLES, column, role))).toBe(role);
  });
});

describe('a role that is given away and taken back', () => {
  const given = (column: string, role: 'label' | 'domain') => withRole(ROLES, column, role, [ROLES]);

  test('the column that was label meanwhile is a feature again, in its place and as it was', () => {
    const away = given('user', 'label');
    expect(away).toEqual({ ...ROLES, label: { column: 'user' }, sparse: [ROLES.sparse[1]] });
    expect(withRole(away, 'click', 'label', [ROLES])).toEqual(ROLES);
    expect(withRole(given('genres', 'label'), 'click', 'label', [ROLES])).toEqual(ROLES);
    expect(withRole(given('price', 'label'), 'click', 'label', [ROLES])).toEqual(ROLES);
  });

  test('so is the column that was domain meanwhile', () => {
    expect(given('user', 'domain')).toMatchObject({ domain: { column: 'user' }, sparse: [ROLES.sparse[1]] });
    expect(withRole(given('user', 'domain'), 'age', 'domain and dense', [ROLES])).toEqual(ROLES);
    expect(withRole(given('genres', 'domain'), 'age', 'domain and dense', [ROLES])).toEqual(ROLES);
  });

  test('two fields of one column stay two', () => {
    const two: Roles = { ...ROLES, sparse: ['user', 'genres', { name: 'first', column: 'genres', take: 'first', separator: '|' }] };
    expect(withRole(withRole(two, 'genres', 'label', [two]), 'click', 'label', [two])).toEqual(two);
    expect(withRole(two, 'genres', 'sparse', [two])).toEqual(two);
  });

  test('a column that was left out before stays left out, and one that was label takes no role that it never had', () => {
    expect(withRole(given('title', 'label'), 'click', 'label', [ROLES])).toEqual(ROLES);
    expect(roleOf('click', given('user', 'label'))).toBe('leave out');
  });

  test('whichever columns change places on the way, who is put back leaves the roles as they were', () => {
    const step = fc.record({ column: fc.constantFrom(...COLUMNS), role: fc.constantFrom('label' as const, 'domain' as const) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
        let [roles, ...earlier] = [ROLES] as [Roles, ...Roles[]];
        const change = (column: string, role: (typeof COLUMN_ROLES)[number]) => {
          const before = roles;
          roles = withRole(roles, column, role, [...earlier, ROLES]);
          earlier = [before, ...earlier];
        };
        for (const { column, role } of steps) change(column, role);
        change('click', 'label');
        change('age', 'domain and dense');
        expect(roles).toEqual(ROLES);
      }),
      { numRuns: 500 },
    );
  });
});
