import { expect, test } from 'vitest';
import { UserError } from '../../lib/user-error';
import type { Library } from '../../protocol/library';
import { startedRun } from '../../runs/run.test-helper';
import { DEFAULT_CONFIG } from './settings';
import { file, playground, TABLE } from './store.test-helper';

const LIBRARY: Library = { runs: [], data: [], bytes: 0, persisted: true, keeps: true, unkept: [] };
const record = () => ({ ...startedRun(), config: DEFAULT_CONFIG, phase: 'training' as const, losses: [{ epoch: 0.5, loss: 0.6 }] });
const entry = ({ id, config }: ReturnType<typeof record>) => ({
  id,
  config,
  dataName: 'conflict',
  dataHash: 'x',
  phase: 'training' as const,
  epochs: 0,
  began: Date.UTC(2026, 10, 26),
  saved: Date.UTC(2026, 10, 28),
  bytes: 5,
});

test('a run comes back by its id, stopped where it was cut off, and is the one that is shown', async () => {
  const { state, call } = playground();
  const run = record();
  void state().comeBack(run.id);
  expect(state().comingBack).toBe(true);
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry(run)] });
  await call('library', 'record').answer(run);
  expect(state()).toMatchObject({ comingBack: false, run: { id: run.id, phase: 'stopped', recorded: '2026-11-26' }, lastShown: run.id });
});

test('without an id it is the latest of the same settings; where there is none, nothing changes', async () => {
  const { state, call, count } = playground();
  const [other, same] = [record(), record()];
  other.config = { ...DEFAULT_CONFIG, seed: 99 };
  void state().comeBack(undefined);
  expect(state().comingBack).toBe(false);
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry(other), entry(same)] });
  expect(call('library', 'record').args).toEqual([same.id]);
  await call('library', 'record').answer(same);
  expect(state().run?.id).toBe(same.id);

  const none = playground();
  void none.state().comeBack('gone');
  await none.call('library', 'read').answer({ ...LIBRARY, runs: [entry(other)] });
  expect(none.count('library', 'record')).toBe(0);
  expect([none.state().run, none.state().comingBack]).toEqual([undefined, false]);
  expect(count('data', 'open')).toBe(0);
});

test('a run that was begun meanwhile stays; a record that cannot be read is a note', async () => {
  const { state, call, count, withRun } = playground();
  const run = record();
  void state().comeBack(run.id);
  await withRun();
  const begun = state().run?.id;
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry(run)] });
  expect(state().run?.id).toBe(begun);
  expect(count('library', 'record')).toBe(0);

  const broken = playground();
  void broken.state().comeBack(run.id);
  await broken.call('library', 'read').answer({ ...LIBRARY, runs: [entry(run)] });
  await broken.call('library', 'record').fail(new UserError('it is of version 9, and this page knows 4'));
  expect(broken.state().notes).toEqual(['The run that was kept could not be brought back: it is of version 9, and this page knows 4.']);
  expect(broken.state().comingBack).toBe(false);
});

const LINK = '#file=rows.csv&hash=abc&label=click&domain=place&sparse=user';

test('the files of a link are opened by themselves where the very same are kept, with the roles of the link', async () => {
  const { state, call } = playground();
  state().readLink(LINK);
  expect(state()).toMatchObject({ seeking: true, wanted: [{ name: 'rows.csv', hash: 'abc' }] });
  await Promise.resolve();
  expect(call('library', 'files').args).toEqual([{ contents: ['abc'] }]);
  await call('library', 'files').answer([{ name: 'rows.csv', file: file() }]);
  expect(call('data', 'open').args[0]).toMatchObject({ files: [{ name: 'rows.csv' }] });
  await call('data', 'open').answer(TABLE);
  expect(state()).toMatchObject({
    seeking: false,
    wanted: undefined,
    table: TABLE,
    config: { data: { source: { file: 'rows.csv', hash: 'abc' } } },
    notes: [],
  });
});

test('of the web, what is kept is taken and nobody is asked', async () => {
  const { state, call } = playground();
  state().readLink('#url=https://example.org/rows.csv&hash=abc&label=click&domain=place&sparse=user');
  await Promise.resolve();
  await call('library', 'files').answer([{ name: 'rows.csv', file: file() }]);
  expect(call('data', 'open').args[0]).toMatchObject({ url: 'https://example.org/rows.csv', kept: { name: 'rows.csv' } });
  await call('data', 'open').answer(TABLE);
  expect(state()).toMatchObject({ wantedUrl: undefined, config: { data: { source: { url: 'https://example.org/rows.csv', hash: 'abc' } } } });
});

test('the row numbers of a split come back with their table', async () => {
  const { state, call, count } = playground();
  state().readLink(`${LINK}&splitRows=split.json`);
  await Promise.resolve();
  await call('library', 'files').answer([{ name: 'rows.csv', file: file() }]);
  await call('data', 'open').answer(TABLE);
  expect(call('library', 'rows').args).toEqual(['split.json', 'abc']);
  await call('library', 'rows').answer(file('split.json'));
  expect(state().rowsFile?.name).toBe('split.json');
  state().pickRowsFile(file('other.json'));
  expect(call('library', 'keepRows').args).toMatchObject([{ name: 'other.json' }, 'abc']);
  expect(count('library', 'rows')).toBe(1);
});

test('where they are not kept, or the link says no hash, the person is asked for them', async () => {
  const { state, call, count } = playground();
  state().readLink(LINK);
  await Promise.resolve();
  await call('library', 'files').answer(undefined);
  expect(state()).toMatchObject({ seeking: false, wanted: [{ name: 'rows.csv' }] });
  state().readLink('#file=rows.csv&label=click&domain=place&sparse=user');
  await Promise.resolve();
  expect(count('library', 'files')).toBe(1);
  expect(state().seeking).toBe(false);
});

test('what the person opens while they are looked for stays', async () => {
  const { state, call, count } = playground();
  state().readLink(LINK);
  await Promise.resolve();
  void state().openDemo('many');
  await call('data', 'open').answer({ ...TABLE, name: 'many', source: 'demo' });
  await call('library', 'files').answer([{ name: 'rows.csv', file: file() }]);
  expect(count('data', 'open')).toBe(1);
  expect(state()).toMatchObject({ table: { name: 'many' }, seeking: false });
});

test('a file that the browser gives only with the person’s word waits for it', async () => {
  const { state, call, count } = playground();
  const asked: string[] = [];
  const pointer = {
    queryPermission: async () => 'prompt',
    requestPermission: async () => {
      asked.push('asked');
      return 'granted';
    },
    getFile: async () => file(),
  } as unknown as FileSystemFileHandle;
  state().readLink(LINK);
  await Promise.resolve();
  await call('library', 'files').answer([{ name: 'rows.csv', pointer }]);
  expect(state()).toMatchObject({ seeking: false, toAllow: [{ name: 'rows.csv' }] });
  expect([asked, count('data', 'open')]).toEqual([[], 0]);
  void state().allowFiles();
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked).toEqual(['asked']);
  // The worker keeps the pointer again.
  expect(call('data', 'open').args[0]).toMatchObject({ pointers: [pointer] });
  await call('data', 'open').answer(TABLE);
  expect(state().toAllow).toBeUndefined();
});

test('what is removed is brought back; what the library cannot do is a note', async () => {
  const { state, call } = playground();
  void state().removeKept({ runs: ['a'] }, 'The run');
  await call('library', 'remove').answer(LIBRARY);
  expect(state()).toMatchObject({ library: LIBRARY, removed: { keys: { runs: ['a'] } } });
  void state().bringBackKept();
  expect(call('library', 'bringBack').args).toEqual([{ runs: ['a'] }]);
  await call('library', 'bringBack').answer(LIBRARY);
  expect(state().removed).toBeUndefined();
  void state().keepNothing(true);
  await call('library', 'keepNothing').fail(new UserError('another tab of this page holds what is kept here'));
  expect(state().notes).toEqual(['another tab of this page holds what is kept here.']);
});

test('answers are kept with their run, and a run that has ended is looked up', async () => {
  const { state, call, withRun } = playground();
  const run = await withRun();
  run.tell({ type: 'phase', phase: 'done' });
  await run.answer(undefined);
  expect(call('library', 'read').args).toEqual([false]);
  void state().ablate();
  await call('inside', 'ablate').answer({ rows: [] } as never);
  expect(call('library', 'answer').args).toEqual([state().run?.id, { ablation: { rows: [] } }]);
});
