import { expect, test } from 'vitest';
import type { ModelResult } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { endedText } from './ended-text';

type Stopped = ModelResult['stopped'];
const model = (stopped: Stopped, epochs: number) => ({
  ...modelResult(0.7),
  stopped,
  epochs: Array.from({ length: epochs }, (_, i) => epochRecord(i + 1, 0.7)),
  losses: [],
});
const ended = (phase: RunRecord['phase'], ours?: [Stopped, number], theirs?: [Stopped, number]): RunRecord => {
  const run = startedRun();
  const config = { ...run.config, train: { ...run.config.train, epochs: 40, patience: 5, baseline: theirs !== undefined } };
  return { ...run, phase, config, ...(ours && model(...ours)), ...(theirs && { baseline: model(...theirs) }) };
};

test.each<[string, RunRecord, string | undefined]>([
  ['both stopped early', ended('done', ['patience', 12], ['patience', 13]), 'no better for 5 epochs: stopped at epoch 12 (HAMUR) and 13 (backbone)'],
  ['both at once', ended('done', ['patience', 9], ['patience', 9]), 'no better for 5 epochs: stopped at epoch 9 (both)'],
  ['one of them', ended('done', ['patience', 12], ['epochs', 40]), 'no better for 5 epochs: stopped at epoch 12 (HAMUR); backbone: all 40 epochs trained'],
  ['none', ended('done', ['epochs', 40], ['epochs', 40]), 'all 40 epochs trained'],
  ['the model alone', ended('done', ['patience', 12]), 'no better for 5 epochs: stopped at epoch 12 (HAMUR)'],
  ['by hand', ended('stopped', ['person', 3], ['person', 2]), 'stopped by hand at epoch 3 (HAMUR) and 2 (backbone)'],
  ['by hand at once', ended('stopped'), 'stopped by hand within its first epoch'],
  ['still going on', ended('training', ['patience', 12]), undefined],
  ['without a result', ended('done'), undefined],
])('%s', (_, run, said) => {
  expect(endedText(run)).toBe(said);
});
