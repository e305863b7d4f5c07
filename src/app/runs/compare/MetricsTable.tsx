import { fixed } from '../../../lib/numbers';
import { changeText, scoreText } from '../../../lib/score-text';
import { NoValue, Table } from '../../parts/Table';
import styles from '../runs.module.css';
import { RunHead } from './DifferencesTable';
import { type MetricRow, metricRows } from './metric-rows';
import type { ComparedRun } from './overlay';
import { comparable } from './same-rows';

/** The metrics of some runs on the test rows, and where all were tested on the same, how far each is from the first. */
export function MetricsTable({ runs }: { runs: readonly ComparedRun[] }) {
  const records = runs.map(({ run }) => run);
  const may = comparable(records, ({ id }) => runs.find((each) => each.id === id)?.name ?? '');
  const rows = may.may === 'not' ? [] : metricRows(records);
  return (
    <div className="stack">
      <h3>Metrics on the test rows</h3>
      {may.may === 'not' ? (
        <p className="note" role="note">
          The metrics of these runs are not compared, because they are not of the same rows. {may.why}
        </p>
      ) : (
        <>
          <p className="soft">
            {may.may === 'stand'
              ? `${may.why} Compare runs of the same seeds instead.`
              : 'More AUC is better, and less LogLoss. In brackets: the difference to the first run. One seed says little: others may turn it around.'}
          </p>
          <Table
            caption="Metrics on the test rows"
            shape="wide"
            className={styles.settings ?? ''}
            columns={['', ...runs.map(({ name, colour }) => ({ head: <RunHead name={name} colour={colour} />, number: true }))]}
            rows={rows.map((row) => ({
              key: row.title,
              cells: [
                <bdi key="title">{row.title}</bdi>,
                ...runs.map(({ id }, i) => cellOf(row, i, may.may === 'differ') ?? <NoValue key={id} reason={row.lacking?.[i] ?? 'it was not measured'} />),
              ],
            }))}
          />
        </>
      )}
    </div>
  );
}

/** @param differ whether it may be compared with the first */
function cellOf({ values: [first, ...others], digits }: MetricRow, i: number, differ: boolean): string | undefined {
  const value = i === 0 ? first : others[i - 1];
  if (value === undefined) return undefined;
  // What a run costs is a size, and no score.
  if (digits !== 4) return digits === 0 ? value.toLocaleString('en') : fixed(value, digits);
  const text = scoreText(value);
  return i > 0 && differ && first !== undefined ? `${text} (${changeText(value - first)})` : text;
}
