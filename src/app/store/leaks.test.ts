import { expect, test } from 'vitest';
import { DEFAULT_SPLIT } from '../../config/complete';
import type { LeakAlarm, LeakReport } from '../../protocol/columns';
import { ROLES } from '../../runs/run.test-helper';
import { settled } from './fake-session.test-helper';
import { heldAlarms } from './leaks';
import { PREVIEW, playground, TABLE } from './store.test-helper';

const alarm = (column: string, advice: LeakAlarm['advice'] = 'leave out'): LeakAlarm => ({ kind: 'predicts', column, message: `“${column}” tells.`, advice });
const report = (...alarms: LeakAlarm[]): LeakReport => ({ alarms, rows: 9, sampled: false });
const columns = (alarms: readonly LeakAlarm[]) => alarms.map(({ column }) => column);

test('a file is looked at once its settings make sense, and again when roles, split or words change; what comes late is dropped', async () => {
  const { state, store, call, count, withTable } = playground();
  await withTable();
  expect(count('data', 'alarms')).toBe(1);
  const first = call('data', 'alarms');
  expect(first.args).toEqual([expect.objectContaining(ROLES), state().config.split, undefined]);
  state().note('something else');
  expect(count('data', 'alarms')).toBe(1);
  state().setRoles((now) => ({ ...now, sparse: ['user', 'place'] }));
  expect(count('data', 'alarms')).toBe(2);
  await first.answer(report(alarm('user')));
  expect(state().leaks).toBeUndefined();
  await call('data', 'alarms').answer(report());
  expect(state().leaks).toEqual({ hash: 'abc', report: report() });
  state().set({ split: { timeColumn: 'user' } });
  await call('data', 'alarms').fail(new Error('there are no two classes'));
  expect(state().leaks).toBeUndefined();
  state().sayMissing('0', true);
  expect(count('data', 'alarms')).toBe(4);
  expect(call('data', 'alarms').args[2]).toContain('0');
  store.setState({ table: { ...TABLE, hash: 'demo', source: 'demo' }, preview: PREVIEW });
  await settled();
  expect(count('data', 'alarms')).toBe(4);
  // A demo's columns may give away another label than its own.
  state().setRoles((now) => ({ ...now, label: { column: 'place' } }));
  expect(count('data', 'alarms')).toBe(5);
});

test('an alarm holds while the model reads the column, a split by chance while rows are split so, and neither for another table', () => {
  const leaks = { hash: 'abc', report: report(alarm('user'), alarm('price'), alarm('click'), alarm('day', 'split by time')) };
  const roles = { ...ROLES, sparse: ['user', 'click'], dense: [{ column: 'price' }] };
  const held = (change: Partial<Parameters<typeof heldAlarms>[0]>) =>
    columns(heldAlarms({ table: TABLE, leaks, roles, config: { split: DEFAULT_SPLIT }, ...change }));
  expect(held({})).toEqual(['user', 'price', 'day']);
  expect(held({ roles: { ...roles, dense: [] } })).toEqual(['user', 'day']);
  expect(held({ config: { split: { timeColumn: 'day', ratios: [0.8, 0.1, 0.1] } } })).toEqual(['user', 'price']);
  expect(held({ table: { hash: 'other' } })).toEqual([]);
  expect(held({ table: undefined })).toEqual([]);
});

test('the way to the alarms opens the data sheet', () => {
  const { state } = playground();
  state().showAlarms();
  expect(state()).toMatchObject({ sheet: 'data', alarmsAsked: 1 });
});
