import { expect, test } from 'vitest';
import { UserError } from './user-error';

test('an error says where, what and what to do', () => {
  expect(new UserError('it is torn', 'rows.csv', 'Save it again.').message).toBe('rows.csv: it is torn. Save it again.');
  expect(new UserError('it is torn').message).toBe('it is torn.');
});

test('a name of any length that is repeated in it is cut', () => {
  const long = 'x'.repeat(100_000);
  const { message, what, where, fix } = new UserError(`there is no ${long}`, long, `Leave out ${long}.`);
  expect([what.length, where?.length, fix?.length]).toEqual([2000, 500, 1000]);
  expect(what.endsWith('x…')).toBe(true);
  expect(message.length).toBeLessThan(3600);
});
