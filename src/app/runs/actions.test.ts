import { expect, test } from 'vitest';
import type { Library } from '../../protocol/library';
import { epochRecord, startedRun } from '../../runs/run.test-helper';
import { DEFAULT_RUN } from '../../runs/stored';
import { settled } from '../store/fake-session.test-helper';
import { playground } from '../store/store.test-helper';
import { lookOf, runsActions } from './actions';
import { listedRun } from './listed-run.test-helper';

const { where: _, ...kept } = listedRun('a');
const LIBRARY: Library = {
  runs: [
    { ...kept, bytes: 1 },
    { ...kept, bytes: 1, id: 'b' },
  ],
  data: [],
  bytes: 2,
  persisted: false,
  keeps: true,
  unkept: [],
};
const ended = (id: string) => ({ ...startedRun(), id, phase: 'done' as const, epochs: [epochRecord(1, 0.7)] });

function page() {
  const around = playground();
  around.store.setState({ library: LIBRARY });
  return { ...around, does: runsActions(around) };
}

test('marks are seen at once, and kept together with those before', async () => {
  const { does, state, call } = page();
  void does.markRun('a', { star: true });
  expect(call('library', 'annotate').args).toEqual(['a', { star: true }]);
  void does.markRun('a', { note: 'n', colour: 0 });
  expect(call('library', 'annotate').args).toEqual(['a', { star: true, note: 'n', colour: 0 }]);
  expect(state().library?.runs.map(({ star, note }) => [star, note])).toEqual([
    [true, 'n'],
    [undefined, undefined],
  ]);
  void does.markRun('a', { star: false, colour: undefined });
  expect(call('library', 'annotate').args).toEqual(['a', { note: 'n' }]);
});

test('those of a run that is not kept stay with this visit', async () => {
  const { does, state, count } = page();
  await does.markRun('c', { star: true });
  await does.markRun('c', { note: 'n' });
  expect([state().visitMarks.get('c'), count('library', 'annotate')]).toEqual([{ star: true, note: 'n' }, 0]);
});

test('runs that are removed are chosen no longer, and are brought back, kept or not', async () => {
  const { does, state, call } = page();
  does.chooseRuns(['a', 'b', 'c']);
  void does.removeRuns(['a', 'c'], '2 runs');
  await call('library', 'remove').answer({ ...LIBRARY, runs: LIBRARY.runs.slice(1) });
  await settled();
  expect([state().chosenRuns, [...state().hiddenRuns], state().removed?.what]).toEqual([['b'], ['a', 'c'], '2 runs']);
  void state().bringBackKept();
  expect(call('library', 'bringBack').args).toEqual([{ runs: ['a', 'c'] }]);
  expect(state().hiddenRuns.size).toBe(0);
});

test('what is looked for begins at the first page; leafing does not', () => {
  const { does, state } = page();
  does.lookAtRuns({ page: 3 });
  expect(lookOf(state().runsLook).page).toBe(3);
  does.lookAtRuns({ text: 'x' });
  expect(lookOf(state().runsLook)).toMatchObject({ page: 0, text: 'x', grouped: true });
});

test('a run of this visit comes back onto the page without its model; one that comes with the page by its settings', async () => {
  const { does, state, store, count } = page();
  store.setState({ run: ended('mine') });
  store.setState({ run: ended('next') });
  expect(state().visitRuns.map(({ id }) => id)).toEqual(['mine']);
  await does.openRun('mine');
  expect([state().run?.id, state().run?.recorded !== undefined]).toEqual(['mine', true]);
  expect(state().visitRuns.map(({ id }) => id)).toEqual(['mine', 'next']);
  store.setState({ storedRuns: { [DEFAULT_RUN.name]: { ...ended(DEFAULT_RUN.name), config: state().config } } });
  await does.openRun(DEFAULT_RUN.name);
  expect([state().run?.id, count('library', 'record')]).toEqual(['mine', 0]);
  void does.openRun('a');
  expect(count('library', 'record')).toBe(1);
});

test('what was kept before this visit, comes with the page or has nothing to show is no run of this visit', () => {
  const { state, store } = page();
  for (const run of [{ ...ended('old'), recorded: '2026-01-01' }, ended(DEFAULT_RUN.name), startedRun(), ended('mine'), undefined]) store.setState({ run });
  expect(state().visitRuns.map(({ id }) => id)).toEqual(['mine']);
});

test('the files of a run are offered once it is on the page, and of no other run', async () => {
  const { does, state, call, store } = page();
  const there = { ...ended('c'), config: state().config };
  store.setState({ run: there });
  await does.takeAway('c');
  expect(state().sheet).toBe('files');
  state().openSheet(undefined);
  const gone = does.takeAway('a');
  await call('library', 'record').fail(new Error('it is gone'));
  await gone;
  expect(state().sheet).toBeUndefined();
});
