import { describe, expect, test } from 'vitest';
import type { Roles } from '../../config/run-config';
import { roleOf, withRole } from './roles';

const ROLES: Roles = {
  label: { column: 'click', positive: '1' },
  domain: { column: 'age', groups: ['< 25', '>= 25'] },
  sparse: ['user', { name: 'genre', column: 'genres', take: 'first', separator: '|' }],
  dense: ['age', 'price'],
};

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
    for (const column of ['user', 'genres', 'price', 'title'])
      for (const role of ['label', 'domain', 'domain and sparse', 'domain and dense', 'sparse', 'dense', 'leave out'] as const)
        expect(roleOf(column, withRole(ROLES, column, role))).toBe(role);
  });
});
