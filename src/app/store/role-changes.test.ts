import { expect, test } from 'vitest';
import type { Roles } from '../../config/run-config';
import { rolesByColumn, saidOfOthers } from './role-changes';
import { roleOf, withRole } from './roles';

const ROLES: Roles = {
  label: { column: 'click' },
  domain: { column: 'age', groups: ['< 25', '>= 25'] },
  sparse: ['user', { name: 'genre', column: 'genres', take: 'first', separator: '|' }],
  dense: ['age', 'price'],
};
const COLUMNS = ['click', 'age', 'user', 'genres', 'price', 'title'];

test('the roles of all columns, indexed, are those of each', () => {
  expect(COLUMNS.map(rolesByColumn(ROLES))).toEqual(COLUMNS.map((column) => roleOf(column, ROLES)));
});

test('what a change does to other columns is said, and nothing of the one that was changed', () => {
  const said = (column: string, role: Parameters<typeof withRole>[2], from = ROLES) =>
    saidOfOthers(from, withRole(from, column, role, [ROLES]), column, COLUMNS);
  expect(said('price', 'sparse')).toEqual([]);
  expect(said('user', 'label')).toEqual(['“click” is no longer the label; it is left out now.']);
  expect(said('click', 'label', withRole(ROLES, 'user', 'label'))).toEqual(['“user” is no longer the label; it is sparse again.']);
  expect(said('user', 'domain')).toEqual(['“age” is no longer the domain; it is dense again.']);
});
