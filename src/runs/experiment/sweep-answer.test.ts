import { parse } from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import { begun, type Planted, ran } from './sweep.test-helper';
import { sweepAnswer } from './sweep-answer';
import { sweepLatex, sweepMarkdown, sweepRows } from './sweep-formats';
import { nextOf } from './sweep-next';
import { brushed, sweepPoints } from './sweep-points';
import type { SweepState } from './sweep-scores';

const planted: Planted = (value, seed) => 0.7 + (value('model.k') as number) / 1000 + ((seed * 7) % 5) / 2000;
function done(json: unknown, score = planted): SweepState {
  let state = begun(json);
  for (let { jobs } = nextOf(state); jobs.length > 0; { jobs } = nextOf(state))
    state = { ...state, outcomes: [...state.outcomes, ...jobs.map((job) => ran(job, score))] };
  return state;
}
const GRID = { sweep: { vary: { 'model.k': [5, 15, 25], 'model.backbone': ['dcn', 'star'] } }, seeds: [1, 2, 3] };

test('the best by validation, its test score once and as chosen, and whether seeds tell it from the next', () => {
  const { best, sentences } = sweepAnswer(done(GRID));
  expect(best).toMatchObject({ contestant: 'k 25, backbone dcn', among: 6 });
  expect(best?.test).toBeCloseTo((best?.validation as number) - 0.01, 12);
  expect(sentences[0]).toBe(
    'Best of 6 configurations by validation: k 25, backbone dcn, with a mean AUC over the domains of .7262 on the validation rows (3 seeds, standard deviation .0008).',
  );
  expect(sentences[1]).toMatch(/^On the test rows it comes to \.7162 \(3 seeds, .*\): chosen among 6 by validation/);
  expect(sentences[2]).toBe(
    'The next, k 25, backbone star, is .0000 behind on validation (95 % interval of the difference .0000 to .0000); 3 seeds do not tell the two apart.',
  );
  expect(sentences.at(-1)).toMatch(/^How much these settings matter cannot be said: k, backbone \(6 configurations are fewer than 12\)\.$/);
  // Of the others no test score is told.
  expect(sentences.join(' ').match(/test rows/g)).toHaveLength(1);
});

test('one seed tells nothing apart; settings that matter are said with their intervals', () => {
  const json = { sweep: { how: 'random', runs: 40, vary: { 'model.k': [5, 15, 25], 'train.learningRate': { from: 0.0001, to: 0.01 } } } };
  const { sentences } = sweepAnswer(done(json));
  expect(sentences[2]).toMatch(/one seed cannot tell the two apart\.$/);
  expect(sentences.at(-1)).toMatch(
    /^Of the variance of the validation scores, single settings explain: k 100 % \(95 % interval \d+ % to 100 %\), learningRate \d+ % \(95 % interval 0 % to/,
  );
});

test('who was ended early is said, and that it is not known what would have come later', () => {
  const { sentences, best } = sweepAnswer(
    done({ base: { train: { epochs: 9 } }, sweep: { how: 'halving', vary: { 'model.k': Array.from({ length: 9 }, (_, i) => i + 1) } } }),
  );
  expect(best?.contestant).toBe('k 9');
  expect(sentences).toContain(
    'Ended early, since others were ahead on validation: 6 after one epoch, 2 after 3 epochs. What would have come later with them is not known.',
  );
});

test('as long as runs are missing or have failed, that is said', () => {
  expect(sweepAnswer(begun(GRID)).sentences).toEqual(['6 configurations are still to be measured.']);
  const failed = [{ contestant: 'k 5, backbone dcn', seed: 1 }];
  expect(sweepAnswer({ ...done(GRID), failed }).sentences).toContain('Left out, since runs failed: k 5, backbone dcn.');
  expect(sweepAnswer({ ...done(GRID), failed }).best?.among).toBe(5);
});

test('each format is read back: the best first, validation alone, the test score of the best only', () => {
  const state = done(GRID);
  const lines = sweepMarkdown(state)
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(lines[0]).toEqual(['k', 'backbone', 'most epochs', 'validation AUC']);
  expect(lines[2]).toEqual(['25', 'dcn', '40', '.7262±.0008']);
  expect(lines).toHaveLength(8);
  const latex = sweepLatex(state);
  expect(latex).toContain('25 & dcn & 40 & .7262$\\pm$.0008 \\\\');
  expect(latex.split('\n').filter((line) => line.endsWith('\\\\'))).toHaveLength(7);
  const { data, errors } = parse<Record<string, string>>(toCsv(sweepRows(state)), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data.map(({ test_auc }) => test_auc !== '')).toEqual([true, false, false, false, false, false]);
  expect(data[0]).toMatchObject({ rank: '1', 'model.k': '25', 'model.backbone': 'dcn', seeds: '3' });
});

test('each configuration has a place on each axis; brushes of one axis add up, those of several cut', () => {
  const state = done({ sweep: { how: 'random', runs: 30, vary: { 'model.k': [5, 15, 25], 'train.learningRate': { from: 0.0001, to: 0.01 } } } });
  const points = sweepPoints(state) as NonNullable<ReturnType<typeof sweepPoints>>;
  expect(points.axes).toMatchObject([
    { path: 'model.k', scale: 'words', words: ['5', '15', '25'] },
    { path: 'train.learningRate', scale: 'log', from: 0.0001, to: 0.01 },
  ]);
  const [first] = points.points;
  expect(first).toMatchObject({ best: true, rung: 0 });
  expect(points.points.filter(({ best }) => best)).toHaveLength(1);
  expect(first?.at[0]).toEqual({ share: 1, text: '25' });
  const rate = Number(first?.at[1]?.text);
  expect(10 ** (-4 + 2 * (first?.at[1]?.share as number))).toBeCloseTo(rate, 8);
  const of = (...brushes: Parameters<typeof brushed>[1]) => brushed(points, brushes).length;
  const ks = (text: string) => points.points.filter(({ at }) => at[0]?.text === text).length;
  expect(of()).toBe(30);
  expect(of({ axis: 'model.k', from: 0.9, to: 1 })).toBe(ks('25'));
  expect(of({ axis: 'model.k', from: 1, to: 0.9 }, { axis: 'model.k', from: 0, to: 0.1 })).toBe(ks('25') + ks('5'));
  expect(of({ axis: 'model.k', from: 0.9, to: 1 }, { axis: 'score', from: 0, to: 0.5 })).toBe(0);
  expect(sweepPoints(begun(GRID))).toBeUndefined();
});
