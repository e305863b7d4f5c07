import { useState } from 'react';
import type { RunRecord } from '../../runs/record';
import { Figure } from '../figure/Figure';
import { signed } from '../figure/numbers';
import { Swatch } from '../parts/Swatch';
import { NoValue, Table, type TableColumn } from '../parts/Table';
import { MetricChoice } from './MetricChoice';
import { hasBaseline, METRICS, modelName } from './names';
import { placesOf } from './places';
import { differenceError, differenceText, type ResultRow, resultCsv, resultRows, resultSentence, resultText } from './results';
import type { MetricName } from './series';
import styles from './watch.module.css';

/** A metric of the test rows, the model beside its backbone. It has its rows from the start, so that nothing moves when they are measured. */
export function ResultFigure({ run }: { run: RunRecord }) {
  const [metric, setMetric] = useState<MetricName>('auc');
  const beside = hasBaseline(run);
  const best = run.data?.bestPossible !== undefined;
  const name = modelName(run) === 'HAMUR' ? 'HAMUR' : 'Backbone';
  const pending = run.phase === 'failed' ? 'not measured, since the run failed' : 'measured at the end of the run';
  const { name: title } = METRICS[metric];
  const columns: TableColumn[] = [
    { head: 'Test rows' },
    // What is compared comes first: a phone has no room for more.
    ...[`${name} ${title}`, ...(beside ? [`Backbone ${title}`, metric === 'auc' ? 'Difference (95 %)' : 'Difference'] : [])]
      .concat(best ? ['Best possible'] : [], 'Rows')
      .map((head) => ({ head, number: true })),
  ];
  const cell = (row: ResultRow, which: 'model' | 'baseline' | 'best') =>
    resultText(run, row, which, metric) ?? <NoValue key={which} {...(row[which] ? { reason: row[which].reason } : { sign: '–', reason: pending })} />;
  const cells = (row: ResultRow) => [
    <span key="name">
      {row.of === 'domain' && <Swatch domain={row.domains[0] as number} />}
      {row.name}
    </span>,
    cell(row, 'model'),
    ...(beside ? [cell(row, 'baseline'), <Difference key="difference" run={run} row={row} metric={metric} pending={pending} />] : []),
    ...(best ? [cell(row, 'best')] : []),
    row.model?.rows.toLocaleString('en') ?? <NoValue key="rows" sign="–" reason={pending} />,
  ];
  return (
    <Figure
      title="Test results"
      about={
        <>
          <p>
            The test rows are measured once, at the end, with the weights of the epoch that did best on the validation rows. In reference mode, as in the
            authors’ code, these are gone back to only where patience ends the run; else the weights of the last epoch are measured. AUC is higher where it is
            better, LogLoss lower. The best possible is known where the data is synthetic. Numbers have as many digits as so many rows carry.
          </p>
          <p>
            The interval behind a difference (DeLong’s, of the same rows) holds the true difference of these two models in 95 of 100 draws of test rows. If it
            does not hold 0, the choice of test rows does not explain the difference; another seed may still change it. Domains with fewer than ten rows of a
            class have no interval and no part in the mean; nor have those in which clicks are pure chance.
          </p>
        </>
      }
      summary={resultSentence(run)}
      save={{ csv: () => resultCsv(run) }}
      controls={<MetricChoice name="result-metric" legend="Metric of the test results" metric={metric} onChange={setMetric} />}
    >
      <Table
        caption="Test results"
        shape="wide"
        className={styles.results}
        columns={columns}
        rows={resultRows(run).map((row) => ({ key: `${row.of} ${row.name}`, cells: cells(row) }))}
      />
    </Figure>
  );
}

/** The model less its backbone, with the interval or the reason why there is none. */
function Difference({ run, row, metric, pending }: { run: RunRecord; row: ResultRow; metric: MetricName; pending: string }) {
  const { model, baseline, change } = row;
  if (!model || !baseline) return <NoValue sign="–" reason={pending} />;
  if (metric === 'logLoss') {
    const [ours, theirs] = [model.logLoss, baseline.logLoss];
    if (ours === null || theirs === null) return <NoValue reason={model.reason ?? baseline.reason} />;
    return signed(ours - theirs, placesOf(differenceError(run, row, metric)));
  }
  const said = differenceText(run, row);
  if (!said) return <NoValue reason={model.reason ?? baseline.reason} />;
  return (
    <>
      {said.difference}{' '}
      {change && said.interval ? (
        <span className={styles.interval}>({said.interval})</span>
      ) : (
        <span className={styles.interval}>
          <NoValue sign="(no interval)" reason={run.comparison ? 'fewer than ten rows of a class, too few for an interval' : 'recorded without an interval'} />
        </span>
      )}
    </>
  );
}
