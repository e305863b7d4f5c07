import type { Metrics } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { Figure } from '../figure/Figure';
import { signed } from '../figure/numbers';
import { Swatch } from '../parts/Swatch';
import { NoValue, Table, type TableColumn } from '../parts/Table';
import { hasBaseline, modelName } from './names';
import { aucDifference, type ResultRow, resultCsv, resultRows, resultSentence } from './results';
import styles from './watch.module.css';

/** Test AUC and LogLoss, the model beside its backbone. It has its rows from the start, so that nothing moves when they are measured. */
export function ResultFigure({ run }: { run: RunRecord }) {
  const beside = hasBaseline(run);
  const best = run.data?.bestPossible !== undefined;
  const name = modelName(run) === 'HAMUR' ? 'HAMUR' : 'Backbone';
  const pending = run.phase === 'failed' ? 'not measured, since the run failed' : 'measured at the end of the run';
  const columns: TableColumn[] = [
    { head: 'Test rows' },
    ...['Rows', `${name} AUC`, ...(beside ? ['Backbone AUC', 'Difference'] : []), ...(best ? ['Best possible'] : []), `${name} LogLoss`]
      .concat(beside ? ['Backbone LogLoss'] : [])
      .map((head) => ({ head, number: true })),
  ];
  const cells = (row: ResultRow) => [
    <span key="name">
      {row.domain !== undefined && <Swatch domain={row.domain} />}
      {row.name}
    </span>,
    row.model?.rows.toLocaleString('en') ?? <NoValue key="rows" sign="–" reason={pending} />,
    metricCell(row.model, 'auc', pending),
    ...(beside ? [metricCell(row.baseline, 'auc', pending), differenceCell(row, pending)] : []),
    ...(best ? [metricCell(row.best, 'auc', pending)] : []),
    metricCell(row.model, 'logLoss', pending),
    ...(beside ? [metricCell(row.baseline, 'logLoss', pending)] : []),
  ];
  return (
    <Figure
      title="Test results"
      about={
        <p>
          The test rows are measured once, at the end, with the weights of the epoch that did best on the validation rows. AUC is higher where it is better,
          LogLoss lower. The best possible AUC is known where the data is synthetic.
        </p>
      }
      summary={resultSentence(run)}
      save={{ csv: () => resultCsv(run) }}
    >
      <Table
        caption="Test results"
        shape="wide"
        className={styles.results}
        columns={columns}
        rows={resultRows(run).map((row) => ({ key: row.domain ?? 'all', cells: cells(row) }))}
      />
    </Figure>
  );
}

function metricCell(metrics: Metrics | undefined, metric: 'auc' | 'logLoss', pending: string) {
  if (!metrics) return <NoValue key={metric} sign="–" reason={pending} />;
  const value = metrics[metric];
  return typeof value === 'number' ? value.toFixed(4) : <NoValue key={metric} reason={metrics.reason} />;
}

function differenceCell(row: ResultRow, pending: string) {
  const difference = aucDifference(row);
  if (difference !== undefined) return signed(difference, 4);
  if (!row.model || !row.baseline) return <NoValue key="difference" sign="–" reason={pending} />;
  return <NoValue key="difference" reason={row.model.reason ?? row.baseline.reason} />;
}
