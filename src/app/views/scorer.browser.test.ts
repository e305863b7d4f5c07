import { beforeAll, expect, test } from 'vitest';
import { doneRun } from '../../runs/run.test-helper';
import { losesWork } from '../outside/leaving';
import { settled } from '../store/fake-session.test-helper';
import { playground } from '../store/store.test-helper';
import { Scorer } from './scorer';

/** As in a browser that cannot ask where a file goes. */
beforeAll(() => {
  Object.assign(window, { showSaveFilePicker: undefined });
});

const FILE = new File(['user\nu1\n'], 'new.csv');
const SCORED = { rows: 1, scored: 1, unknownDomain: 0, unseen: [], extra: [] };

async function scoring() {
  const page = playground();
  const run = doneRun();
  page.store.setState({ run });
  const scorer = new Scorer(page.store, page.session);
  void scorer.look(run.id, FILE);
  await page.call('run', 'scoreColumns').answer({ domain: [], texts: ['user'], numbers: [], missing: [], extra: [] });
  void scorer.score(run.id, FILE, false);
  await settled();
  return { ...page, run, scorer };
}

test('a run that takes the place of the model gives a scoring up, and says so', async () => {
  const { store, state, call, run } = await scoring();
  expect(losesWork(state(), 0)).toBe(true);
  store.setState({ run: { ...run, id: 'another', phase: 'preparing' } });
  expect(call('run', 'cancelScore')).toBeDefined();
  expect(state().notes).toEqual(['The scoring of new.csv was given up: another run has taken the place of its model.']);
  // What the worker says of it afterwards is about nothing.
  await call('run', 'score').fail(new Error('its model has gone'));
  expect(state().scores).toBeUndefined();
});

test('scoring goes on while Reset has the run off the page, and is there when Undo brings it back', async () => {
  const { state, call, count } = await scoring();
  state().reset();
  await call('run', 'score').answer(SCORED);
  state().undoReset();
  expect(count('run', 'cancelScore')).toBe(0);
  expect(state()).toMatchObject({ scores: { state: 'scored', scored: SCORED }, notes: [] });
});

test('predictions that are not saved outlive the run and the next file, until they are dropped', async () => {
  const { store, state, call, run, scorer } = await scoring();
  await call('run', 'score').answer(SCORED);
  const next = new File(['user\nu2\n'], 'next.csv');
  void scorer.look(run.id, next);
  await settled();
  expect(state()).toMatchObject({ scores: { state: 'looking' }, unsavedScores: [{ file: FILE, scored: SCORED }] });
  void scorer.score(run.id, next, false);
  await settled();
  await call('run', 'score').answer(SCORED);
  store.setState({ run: { ...run, phase: 'training' } });
  expect(state()).toMatchObject({ scores: undefined, unsavedScores: [{}, {}] });
  expect(state().notes).toEqual(['The predictions of next.csv are not saved yet. They stay under Results until you save or drop them.']);
  expect(losesWork({ ...state(), run: undefined }, 0)).toBe(true);
  for (const { save } of state().unsavedScores) scorer.drop(save);
  expect(losesWork({ ...state(), run: undefined }, 0)).toBe(false);
});
