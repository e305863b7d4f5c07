import { expect, test } from 'vitest';
import { epochRecord, SUMMARY, startedRun } from '../../runs/run.test-helper';
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

test('of a run that came with a link, epochs of which nothing is told are no rows, and no training loss is made up', () => {
  const { val, ...second } = epochRecord(2, null);
  const untold = { ...second, val: { ...val, rows: 0 } };
  const { rows } = validationTable({ ...run, id: 'sent-1', epochs: [epochRecord(1, 0.7), untold] }, ['auc']);
  expect(rows).toEqual([
    [1, 'HAMUR', null, 0.7, 0.5, 0.7],
    [1, 'backbone alone', null, 0.65, 0.5, 0.65],
  ]);
});

test('on the page, metrics have the places that their rows carry: of few rows fewer', () => {
  const withRows = (rows: number) => {
    const { val, ...rest } = epochRecord(2, 0.7);
    const [home] = val.domains;
    return {
      ...run,
      epochs: [{ ...rest, val: { ...val, rows: 100 * rows, domains: home ? [{ ...home, rows }] : [] } }],
      data: { ...SUMMARY, split: { ...SUMMARY.split, train: rows } },
    };
  };
  // Epoch and model are no measurements; training loss, AUC and LogLoss of all rows, AUC and LogLoss of the domain.
  expect(validationTable(withRows(39), ['auc', 'logLoss']).places).toEqual([undefined, undefined, 2, 3, 3, 2, 2]);
  expect(validationTable(withRows(40_000), ['auc', 'logLoss']).places).toEqual([undefined, undefined, 3, 4, 4, 3, 3]);
  expect(validationTable(startedRun(), ['auc']).places.slice(3)).toEqual([3, 3, 3]);
});

test('a training loss is of the rows since the point before', () => {
  const trained = (points: number) => ({
    ...run,
    data: { ...SUMMARY, split: { ...SUMMARY.split, train: 100_000 } },
    losses: Array.from({ length: points }, (_, i) => ({ epoch: (i + 1) / points, loss: 0.6 })),
  });
  expect(lossTable(trained(1), []).places).toEqual([undefined, 4, 4]);
  expect(lossTable(trained(100), []).places).toEqual([undefined, 3, 3]);
  expect(lossTable(trained(2000), []).places).toEqual([undefined, 2, 2]);
});

test('losses of both models along one axis', () => {
  const points = lossPoints(run);
  expect(lossTable(run, points).rows).toEqual([
    [0.4, null, 0.7],
    [0.5, 0.6, null],
  ]);
});
