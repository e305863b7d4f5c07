import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UserError } from '../../lib/user-error';
import { file, playground, TABLE } from './store.test-helper';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what would mend an error is offered with it, read with it, and gone when it is read', async () => {
  const { state, call } = playground();
  void state().openFiles([file('a.csv')]);
  await call('data', 'open').fail(new UserError('ragged', 'a.csv, line 3', 'Mend it.', [{ text: 'Skip these lines', choices: { ragged: 'skip' } }]));
  expect(state()).toMatchObject({ dataError: 'a.csv, line 3: ragged. Mend it.', mends: [{ text: 'Skip these lines', choices: { ragged: 'skip' } }] });
  void state().readAgain({ ragged: 'skip' });
  const { args, answer } = call('data', 'open');
  expect(args[0]).toMatchObject({ read: { ragged: 'skip' } });
  await answer({ ...TABLE, name: 'a.csv' });
  expect(state()).toMatchObject({ dataError: undefined, mends: [], config: { data: { source: { file: 'a.csv', hash: 'abc' }, read: { ragged: 'skip' } } } });
});

test('choices add up, may be taken back, and keep what was said of columns that stay', async () => {
  const { state, call, withTable } = playground();
  await withTable();
  state().set({ data: { label: { column: 'click', positive: '= yes' } }, seed: 7 });
  void state().readAgain({ encoding: 'windows-1252' });
  await call('data', 'open').answer(TABLE);
  expect(state().config).toMatchObject({ seed: 7, data: { label: { column: 'click', positive: '= yes' }, read: { encoding: 'windows-1252' } } });
  void state().readAgain({ encoding: undefined, header: false });
  const again = call('data', 'open');
  expect(again.args[0]).toMatchObject({ read: { header: false } });
  await again.answer({ ...TABLE, columns: TABLE.columns.map((column, c) => ({ ...column, name: `column ${c + 1}` })) });
  expect(state().input).toEqual({ seed: 7, data: { source: { file: 'rows.csv', hash: 'abc' }, read: { header: false } } });
});

test('another file is not read as the one before', async () => {
  const { state, call, withTable } = playground();
  await withTable();
  void state().readAgain({ delimiter: ';' });
  await call('data', 'open').answer(TABLE);
  void state().openFiles([file('b.csv')]);
  expect(call('data', 'open').args[0]).not.toHaveProperty('read');
});

test('a link to an address asks the person, and then the worker, once', async () => {
  const { state, call, count } = playground();
  state().readLink('url=https%3A%2F%2Fexample.org%2Fa.csv&hash=abc&encoding=windows-1252&label=click');
  expect(state()).toMatchObject({ wantedUrl: 'https://example.org/a.csv', table: undefined });
  expect(count('data', 'open')).toBe(0);
  void state().openUrl('https://example.org/a.csv');
  const { args, answer } = call('data', 'open');
  expect(args[0]).toEqual({ url: 'https://example.org/a.csv', read: { encoding: 'windows-1252' } });
  await answer(TABLE);
  expect(state()).toMatchObject({
    wantedUrl: undefined,
    config: { data: { source: { url: 'https://example.org/a.csv', hash: 'abc' }, label: { column: 'click' }, read: { encoding: 'windows-1252' } } },
  });
});
