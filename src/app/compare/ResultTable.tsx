import { changeText, scoreText } from '../../lib/score-text';
import { lessIsBetter, METRIC_NAMES, undoneNote } from '../../runs/experiment/answer';
import { pText } from '../../runs/experiment/formats';
import type { Metric } from '../../runs/experiment/outcome';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { Cell, Column, ExperimentTable, MetricTable } from '../../runs/experiment/table';
import { DomainName } from '../parts/DomainName';
import { NoValue, Table, type TableColumn } from '../parts/Table';
import styles from './compare.module.css';
import { MetricBoxes } from './MetricBoxes';
import { ReferenceChoice } from './ReferenceChoice';

/** The table as papers have it: contestants by the mean over domains, all rows and each domain, a table for each metric. */
export function ResultTable({
  table,
  experiment,
  known,
  partial,
}: {
  table: ExperimentTable;
  experiment: ExperimentRecord;
  /** Metrics that there are. */
  known: readonly Metric[];
  partial: boolean;
}) {
  const undone = undoneNote(table);
  const domains = table.columns.flatMap((column) => (column.of === 'domain' ? [column.name] : []));
  return (
    <section className={styles.result} aria-label="Results">
      <header className={styles.controls}>
        <ReferenceChoice experiment={experiment} />
        <MetricBoxes known={known} />
      </header>
      {partial && <p className="note">These are the runs that are done so far. What is said, and what is bold, may change with those that are to come.</p>}
      <p className={styles.method}>
        In a cell: mean ± standard deviation over the seeds
        {table.tables.some(({ metric }) => metric !== 'logLoss') && ' (and how uncertain one run’s AUC is from its test rows alone)'}; below, the difference to{' '}
        <bdi>{table.reference}</bdi> (with its 95 % interval); last, p, corrected for all {table.tests} differences shown.
        {undone && ` ${undone}`}
      </p>
      {table.tables.map((metric) => (
        <Table
          key={metric.metric}
          caption={METRIC_NAMES[metric.metric]}
          shape="wide"
          className={styles.table}
          columns={[
            { head: `${METRIC_NAMES[metric.metric]}, ${lessIsBetter(metric) ? 'less' : 'more'} is better` },
            { head: 'Runs', number: true },
            ...table.columns.map((column): TableColumn => ({ head: <ColumnHead column={column} domains={domains} />, number: true })),
          ]}
          rows={rowsOf(metric, table)}
        />
      ))}
    </section>
  );
}

function ColumnHead({ column, domains }: { column: Column; domains: readonly string[] }) {
  if (column.of === 'domain') return <DomainName domain={column.at} names={domains} />;
  return column.of === 'mean' ? 'Mean over domains' : 'All rows';
}

function rowsOf({ rows }: MetricTable, { reference, costs, tests }: ExperimentTable) {
  return rows.map(({ contestant, cells }) => {
    const runs = costs.find((each) => each.contestant === contestant)?.runs ?? 0;
    return {
      key: contestant,
      cells: [
        <bdi key="name" className={styles.contestant} title={contestant}>
          {contestant}
          {contestant === reference && <span className="soft"> reference</span>}
        </bdi>,
        runs,
        // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
        ...cells.map((cell, i) => <ResultCell key={i} cell={cell} runs={runs} tests={tests} />),
      ],
    };
  });
}

/**
 * Mean and standard deviation, and in brackets what one run is uncertain by from its test rows; below them the difference to the reference
 * with its interval, and p.
 */
function ResultCell({ cell, runs, tests }: { cell: Cell; runs: number; tests: number }) {
  const { mean, deviation, difference, values, testError } = cell;
  if (mean === null) return <NoValue reason="the rows hold one class only" />;
  const value = deviation === null ? scoreText(mean) : `${scoreText(mean)} ± ${scoreText(deviation)}`;
  return (
    <span className={styles.cell}>
      <span>
        {difference?.carries ? <b>{value}</b> : value}
        {testError !== undefined && <span className="soft"> ({scoreText(testError)})</span>}
      </span>
      {values.length < runs && <span className="soft">{values.length} runs</span>}
      {difference && (
        <>
          <span>
            {changeText(difference.mean)}
            {difference.interval && ` (${scoreText(difference.interval.low)} to ${scoreText(difference.interval.high)})`}
          </span>
          <span className="soft">{pText(difference, tests)}</span>
        </>
      )}
    </span>
  );
}
