import { expect, test } from 'vitest';
import { epochRecord, startedRun } from '../../runs/run.test-helper';
import { lossPoints } from './series';
import { lossTable, validationTable } from './values';

const run = {
  ...startedRun(),
  epochs: [epochRecord(1, 0.7), epochRecord(2, null)],
  losses: [{ epoch: 0.5, loss: 0.6 }],
  baseline: { epochs: [epochRecord(1, 0.65)], losses: [{ epoch: 0.4, loss: 0.7 }] },
};

test('both models by epoch, the columns of the domains named for their metric', () => {
  const { columns, rows } = validationTable(run, ['auc', 'logLoss']);
  expect(columns).toEqual(['Epoch', 'Model', 'Train loss', 'AUC', 'LogLoss', 'AUC home', 'LogLoss home']);
  expect(rows).toEqual([
    [1, 'HAMUR', 0.6, 0.7, 0.5, 0.7, 0.4],
    [1, 'backbone alone', 0.6, 0.65, 0.5, 0.65, 0.4],
    [2, 'HAMUR', 0.6, null, 0.5, null, 0.4],
  ]);
});

test('losses of both models along one axis', () => {
  const points = lossPoints(run);
  expect(lossTable(run, points).rows).toEqual([
    [0.4, null, 0.7],
    [0.5, 0.6, null],
  ]);
});
