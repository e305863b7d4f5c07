import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SPLIT } from '../../../config/complete';
import type { Roles } from '../../../config/run-config';
import type { ColumnProfile } from '../../../protocol/columns';
import { shownRoles, TABLE_ROLES, type TableRole, type Used, withChange } from './table-roles';

const NAMES = ['click', 'site', 'user', 'price', 'tags', 'when', 'part', 'size'];
const PROPOSED: Roles = {
  label: { column: 'click' },
  domain: { column: 'site' },
  sparse: ['user', { column: 'tags', separator: '|', take: 'mean' }],
  dense: ['price'],
  group: 'user',
};
const START: Used = { roles: PROPOSED, split: DEFAULT_SPLIT, weight: undefined };
const profile = (name: string) => ({ name }) as ColumnProfile;
const rolesOf = (used: Used) => {
  const shown = shownRoles(used.roles, used, undefined);
  return new Map(NAMES.map((name) => [name, shown(name).role]));
};
const changed = (used: Used, name: string, role: TableRole, earlier: readonly Roles[] = [PROPOSED]) => withChange(used, profile(name), role, earlier, NAMES);

test('in any order: what is said is what becomes of the others, and the column becomes what was said', () => {
  const change = fc.record({ name: fc.constantFrom(...NAMES), role: fc.constantFrom(...TABLE_ROLES.map(({ value }) => value)) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      let [used, earlier]: [Used, Roles[]] = [START, [PROPOSED]];
      for (const { name, role } of changes) {
        const before = rolesOf(used);
        const { said, ...next } = changed(used, name, role, earlier);
        earlier = [used.roles, ...earlier];
        used = next;
        const after = rolesOf(used);
        // Only the label stays what it is until another column is.
        const stays = before.get(name) === 'label' && role !== 'label';
        expect(after.get(name)).toBe(stays ? 'label' : role);
        expect(said.length > 0 || !stays).toBe(true);
        const others = NAMES.filter((each) => each !== name && before.get(each) !== after.get(each));
        for (const each of NAMES.filter((one) => one !== name)) expect(said.join(' ').includes(`“${each}”`), `${each}: ${said}`).toBe(others.includes(each));
      }
    }),
  );
});

test('the label goes by choosing another; without its column there is one domain, or that of the others', () => {
  expect(changed(START, 'click', 'leave out')).toEqual({
    ...START,
    said: ['“click” is the label, and stays it until another column is: choose that one first.'],
  });
  expect(changed(START, 'site', 'sparse')).toMatchObject({
    roles: { domain: { rows: 'all' }, sparse: [...PROPOSED.sparse, 'site'] },
    said: ['All rows are one domain now.'],
  });
  const both: Used = { ...START, roles: { ...PROPOSED, domain: { columns: ['site', 'part'], gaps: 'own' } } };
  expect(changed(both, 'part', 'leave out')).toMatchObject({
    roles: { domain: { column: 'site', gaps: 'own' } },
    said: ['The domains are made without “part” now.'],
  });
});

test('a column that splits or weighs the rows gives way to another, which is said, and by itself leaves them as they usually are', () => {
  const first = changed(START, 'part', 'split');
  expect([first.split, first.said]).toEqual([{ column: 'part' }, []]);
  const second = changed(first, 'when', 'time');
  expect([second.split, second.said]).toEqual([{ timeColumn: 'when' }, ['“part” no longer splits the rows.']]);
  const third = changed(second, 'when', 'sparse');
  expect([third.split, third.said]).toEqual([DEFAULT_SPLIT, ['The rows are split at random now.']]);
  const weighed = changed(START, 'size', 'weight');
  expect(changed(weighed, 'price', 'weight').said).toEqual(['“size” no longer weighs the rows.']);
  expect(changed(weighed, 'size', 'dense')).toMatchObject({ weight: undefined, said: ['All rows count the same now.'] });
});
