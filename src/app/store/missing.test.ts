import { expect, test } from 'vitest';
import { USUAL_MISSING_WORDS } from '../../config/missing-words';
import type { ColumnProfile } from '../../protocol/columns';
import { PREVIEW, playground, TABLE } from './store.test-helper';

test('a word that means missing is one press, and so is the way back; the columns are looked at anew', async () => {
  const { state, call, count, withTable } = playground();
  await withTable();
  expect(count('data', 'profiles')).toBe(0);
  state().sayMissing('?', true);
  const all = [...USUAL_MISSING_WORDS, '?'];
  expect(state().config.data.missing).toEqual(all);
  expect(call('data', 'profiles').args).toEqual([all]);
  const columns = TABLE.columns.map((column) => ({ ...column, missing: 4 }));
  await call('data', 'profiles').answer(columns);
  expect(state()).toMatchObject({ table: { columns }, missingSaid: { word: '?', means: true } });
  expect(count('data', 'profiles')).toBe(1);

  state().undoMissing();
  expect([state().missingSaid, state().config.data.missing]).toEqual([undefined, undefined]);
  expect(call('data', 'profiles').args).toEqual([undefined]);
  await call('data', 'profiles').answer(TABLE.columns);
  expect(state().table?.columns).toEqual(TABLE.columns);
});

test('an answer that was overtaken is dropped; another table comes with columns of its own, and with nothing to undo', async () => {
  const { state, store, call, count, withTable } = playground();
  await withTable();
  state().sayMissing('?', true);
  const late = call('data', 'profiles');
  state().sayMissing('99', true);
  await late.answer([]);
  expect(state().table?.columns).toEqual(TABLE.columns);
  await call('data', 'profiles').answer([{ ...(TABLE.columns[0] as ColumnProfile), missing: 2 }]);
  expect(state().table?.columns).toHaveLength(1);
  // As it was read again: by the usual words, so it is looked at by those that were stated.
  store.setState({ table: { ...TABLE, columns: [...TABLE.columns] }, preview: PREVIEW });
  expect(state().missingSaid).toBeUndefined();
  expect(count('data', 'profiles')).toBe(3);
});
