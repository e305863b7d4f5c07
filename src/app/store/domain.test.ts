import { expect, test } from 'vitest';
import type { Roles } from '../../config/run-config';
import { withDomain, withoutPartingColumn } from './domain';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user', { column: 'site', name: 'twin' }], dense: ['age', 'price'] };
const ONLY: Roles = { ...ROLES, sparse: ['user'] };

test('a column whose every value is a domain is no field besides; cut or grouped it stays one', () => {
  expect(withDomain(ONLY, { column: 'age' }, [])).toMatchObject({ domain: { column: 'age' }, dense: ['price'], sparse: ['user', 'site'] });
  expect(withDomain(ONLY, { column: 'age', cuts: [25] }, []).dense).toEqual(['age', 'price']);
  expect(withDomain(ROLES, { column: 'site' }, []).sparse).toEqual(['user']);
});

test('what was only the domain becomes a field, with what was said of it before', () => {
  expect(withDomain(ONLY, { rows: 'all' }, []).sparse).toEqual(['user', 'site']);
  expect(withDomain(ONLY, { rows: 'all' }, [{ ...ONLY, sparse: [{ column: 'site', embedding: 4 }, 'user'] }]).sparse).toEqual([
    { column: 'site', embedding: 4 },
    'user',
  ]);
  expect(withDomain(ONLY, { columns: ['site', 'user'] }, [])).toMatchObject({ domain: { columns: ['site', 'user'] }, sparse: ['user', 'site'] });
  // Back from every value to ranges: the number is a field again.
  const whole = withDomain(ONLY, { column: 'age' }, []);
  expect(withDomain(whole, { column: 'age', cuts: [25] }, [whole, ONLY]).dense).toEqual(['age', 'price']);
  // Groups of the same column: nothing is freed.
  expect(withDomain(ONLY, { column: 'site', groups: ['a', 'b'] }, []).sparse).toEqual(['user']);
});

test('a column that parts the rows is taken from the fields', () => {
  expect(withoutPartingColumn(ROLES, 'site')).toEqual({ roles: { ...ROLES, sparse: ['user'] }, wasField: true });
  expect(withoutPartingColumn(ROLES, 'age').roles.dense).toEqual(['price']);
  expect(withoutPartingColumn(ROLES, 'when')).toEqual({ roles: ROLES, wasField: false });
});
