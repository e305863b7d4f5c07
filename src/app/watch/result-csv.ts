import type { CsvTable } from '../../exports/csv';
import type { Metrics } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { knowsUsers } from '../../runs/words/names';
import { aucDifference, type ResultRow, resultRows } from '../../runs/words/results';

/** The test results in full; with the AUC per user where the run has it. */
export function resultCsv(run: RunRecord): CsvTable {
  const ofUsers = knowsUsers(run);
  const numbers = (metrics: Metrics | undefined) => [metrics?.auc ?? null, metrics?.logLoss ?? null];
  return {
    columns: [
      'test rows',
      'rows',
      'AUC',
      'LogLoss',
      'backbone AUC',
      'backbone LogLoss',
      'difference in AUC',
      'low',
      'high',
      'best possible AUC',
      ...(ofUsers ? PER_USER_COLUMNS : []),
    ],
    rows: resultRows(run).map((row) => [
      row.name,
      row.model?.rows ?? null,
      ...numbers(row.model),
      ...numbers(row.baseline),
      aucDifference(row) ?? null,
      row.change?.low ?? null,
      row.change?.high ?? null,
      row.best?.auc ?? null,
      ...(ofUsers ? perUserNumbers(row) : []),
    ]),
  };
}

const PER_USER_COLUMNS = [
  'AUC per user',
  'backbone AUC per user',
  'difference in AUC per user',
  'its low',
  'its high',
  'best possible AUC per user',
  'users that count',
  'users',
  'rows of users that count',
];

function perUserNumbers(row: ResultRow): (number | null)[] {
  const { model, baseline, best, perUserChange } = row;
  const [auc, theirs, possible] = [model, baseline, best].map((each) => each?.perUser?.auc ?? null) as [number | null, number | null, number | null];
  // Of a mean over domains users are not counted.
  const counts = row.of === 'mean' ? undefined : model?.perUser;
  const difference = aucDifference(row, 'userAuc') ?? null;
  const [low, high] = [perUserChange?.low ?? null, perUserChange?.high ?? null];
  return [auc, theirs, difference, low, high, possible, counts?.users ?? null, counts?.outOf ?? null, counts?.rows ?? null];
}
