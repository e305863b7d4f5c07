import { completeRunConfig } from '../config/complete';
import type { Roles } from '../config/run-config';
import type { DataSummary } from '../protocol/data';
import type { EpochRecord, Evaluation, ModelResult } from '../protocol/result';
import type { RunEvent, VariantName } from '../protocol/run';
import { newRun, type RunRecord } from './record';

/** Small runs to test with. */
export const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'place' }, sparse: ['user'], dense: [] };

const EPOCHS = 20;

export const evaluation = (auc: number | null): Evaluation => ({ rows: 4, auc, logLoss: 0.5, domains: [{ name: 'home', rows: 4, auc, logLoss: 0.4 }] });

export const SUMMARY: DataSummary = {
  name: 'rows.csv',
  tableRows: 9,
  hash: 'abc',
  rows: 8,
  domains: [{ name: 'home', rows: 8, positives: 3 }],
  split: { train: 4, val: 2, test: 2 },
  vocabulary: { user: 3, domain_indicator: 2 },
  leftOut: [{ reason: 'the label is missing', rows: 1 }],
  warnings: [],
  bestPossible: evaluation(0.9),
};

export const startedRun = (): RunRecord => newRun({ config: completeRunConfig({ train: { epochs: EPOCHS } }, ROLES), data: SUMMARY });

/** A run of one epoch, tested. */
export const doneRun = (): RunRecord => ({
  ...startedRun(),
  phase: 'done',
  engine: { name: 'wasm', adapter: 'a test', reason: 'a test' },
  epochs: [epochRecord(1, 0.7)],
  ...modelResult(0.7, 1),
});

export const epochRecord = (epoch: number, auc: number | null): EpochRecord => ({ epoch, seconds: 1, trainLoss: 0.6, val: evaluation(auc) });

export const progressEvent = (variant: VariantName, epoch: number, loss: number): RunEvent => ({
  type: 'progress',
  variant,
  step: 1,
  stepsPerEpoch: 9,
  epoch,
  epochs: EPOCHS,
  loss,
  rowsPerSecond: 10,
});

export const modelResult = (auc: number, bestEpoch = 1): Omit<ModelResult, 'epochs'> => ({
  parameters: 7,
  bestEpoch,
  bestRestored: true,
  stopped: 'epochs',
  test: evaluation(auc),
  speed: { rowsPerSecond: 100, stepMs: { median: 1, p95: 2 } },
  perStep: { dispatches: 1, submits: 1, bytesWritten: 0, bytesRead: 0 },
});
