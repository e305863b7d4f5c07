import { expect, test } from 'vitest';
import { modelResult, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { isQuick } from './quick';

test('so many passes at a third of training’s time a row take less than ten seconds', () => {
  const { config } = startedRun();
  const run = { config, speed: modelResult(0.7).speed, data: { ...SUMMARY, split: { train: 4, val: 2, test: 300 } } };
  // 100 rows a second in training, so one pass takes a second.
  expect([isQuick(run, 9), isQuick(run, 10), isQuick(run, 11)]).toEqual([true, false, false]);
});

test('nothing is asked unasked of a model without adapters, nor before it is known how quick it is', () => {
  const { config } = startedRun();
  const run = { config, speed: modelResult(0.7).speed, data: SUMMARY };
  expect(isQuick(run, 1)).toBe(true);
  expect(isQuick({ ...run, config: { ...config, model: { ...config.model, adapters: [] } } }, 1)).toBe(false);
  expect([isQuick({ config, data: SUMMARY }, 1), isQuick({ config, speed: run.speed }, 1)]).toEqual([false, false]);
});
