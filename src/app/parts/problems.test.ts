import { expect, test } from 'vitest';
import { runConfigProblems } from '../../config/run-config';
import { SETTING_PATHS } from '../../config/settings';
import { panelOf, problemsAt, sayOnPage, titleOf, unsaid, withOwnTitle } from './problems';

const problems = runConfigProblems({
  data: { label: { column: 'click', positive: '>' }, sparse: [''] },
  split: { ratios: [2, 0, 0] },
  model: { k: 0, layers: [8, 0] },
  train: { batch: 1, batches: 'some' },
  seed: -1,
  other: 1,
});

test('each problem is said at its own field and at no other', () => {
  const paths = (path: string) => problemsAt(problems, path).map((problem) => problem.path);
  expect(paths('model.k')).toEqual(['model.k']);
  expect(paths('model.layers')).toEqual(['model.layers[1]']);
  expect(paths('train.batch')).toEqual(['train.batch']);
  expect(paths('train.batches')).toEqual(['train.batches']);
  expect(paths('split.ratios')).toEqual(['split.ratios[0]']);
  expect(paths('data.label.positive')).toEqual(['data.label.positive']);
  expect(paths('model.bottleneck')).toEqual([]);
});

test('what no field says that can be seen is said in its panel, and nothing is said twice or not at all', () => {
  const shown = ['model.k', 'train.batch', 'seed', 'data.label.positive'];
  const rest = (['data', 'model', 'train'] as const).map((panel) => unsaid(problems, panel, shown).map(({ path }) => path));
  expect(rest).toEqual([['data.sparse[0]', 'split.ratios[0]'], ['model.layers[1]'], ['train.batches', 'other']]);
  expect(rest.flat().length + shown.flatMap((path) => problemsAt(problems, path)).length).toBe(problems.length);
});

test('a problem names its setting as the page does', () => {
  expect(['model.k', 'train.batch', 'model.layers[1]', 'seed', 'other', ''].map(titleOf)).toEqual(['k', 'Batch', 'Layers, value 2', 'Seed', 'other', '']);
  expect(problemsAt(problems, 'model.k').map(sayOnPage)).toEqual(['k must be a whole number from 1 to 256, not 0']);
  const fix = 'Set it to 0, or train.embeddingUpdates to "dense".';
  expect(sayOnPage({ path: 'train.clip', message: 'it needs train.batch', fix })).toBe(
    'Longest gradient: it needs “Batch”. Set it to 0, or “A step moves” to “all embeddings”.',
  );
});

test('every setting has its panel', () => {
  expect(SETTING_PATHS.filter((path) => panelOf({ path }) === 'train' && !path.startsWith('train.'))).toEqual(['engine', 'seed']);
  expect(panelOf({ path: '' })).toBe('train');
});

test('a sentence about a setting has its title for its path; one about a column or a file stays', () => {
  expect(withOwnTitle('data.domain: There is only one domain.')).toBe(`${titleOf('data.domain')}: There is only one domain.`);
  expect(withOwnTitle('data.domain: There is only one domain.')).not.toMatch(/^data/);
  for (const text of ['column "a": x', 'rows.csv, line 2: this: that', 'no colon', ': a']) expect(withOwnTitle(text)).toBe(text);
});
