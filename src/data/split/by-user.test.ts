import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { tableOf } from '../test-helpers';
import { byUser, lastOfUser } from './by-user';
import type { Split } from './split';
import { momentsOf } from './times';
import { usersOf } from './users';

const users = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '208310224003697457', '208310224003697458', ''), { minLength: 1, maxLength: 60 });
const columns = (of: Record<string, string[]>) => tableOf(of).columns as [Column, Column];
const all = ({ train, val, test: last }: Split) => [...train, ...val, ...last].sort((a, b) => a - b);

test('by user: every row is in one part, and all rows of a user in the same', () => {
  fc.assert(
    fc.property(users, fc.nat(99), (names, seed) => {
      const rows = Int32Array.from(names.keys());
      const split = byUser(usersOf(columns({ user: names })[0], rows, isMissing), [0.5, 0.25, 0.25], randomStream(seed, 'split'));
      expect(all(split)).toEqual([...rows]);
      const parts = Object.values(split).map((positions) => new Set([...(positions as Int32Array)].map((i) => names[i]).filter((name) => name !== '')));
      for (const name of new Set(names.filter((each) => each !== ''))) expect(parts.filter((part) => part.has(name))).toHaveLength(1);
    }),
  );
});

test('the last of each user tests, the one before it validates', () => {
  fc.assert(
    fc.property(users, fc.array(fc.nat(9), { minLength: 60, maxLength: 60 }), (names, numbers) => {
      const rows = Int32Array.from(names.keys());
      const times = names.map((_, i) => numbers[i] as number);
      const [user, time] = columns({ user: names, time: times.map(String) });
      const split = lastOfUser(usersOf(user, rows, isMissing), momentsOf(time, rows, 'split.lastOfUser', isMissing), rows);
      expect(all(split)).toEqual([...rows]);
      // By the definition, user by user.
      const wanted = { val: [] as number[], test: [] as number[] };
      for (const name of new Set(names.filter((each) => each !== ''))) {
        const own = [...rows].filter((i) => names[i] === name).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
        if (own.length > 1) wanted.test.push(own.at(-1) as number);
        if (own.length > 2) wanted.val.push(own.at(-2) as number);
      }
      expect([new Set(split.val), new Set(split.test)]).toEqual([new Set(wanted.val), new Set(wanted.test)]);
    }),
  );
});
