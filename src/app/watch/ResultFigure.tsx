import { capital } from '../../lib/capital';
import { FEWEST_USERS } from '../../measures/classification/user-auc';
import type { RunRecord } from '../../runs/record';
import { hasBaseline, knowsUsers, METRICS, type MetricName, modelName } from '../../runs/words/names';
import { fewUsersText, MEAN_OF_USERS, noUsers, usersSentence, usersText } from '../../runs/words/per-user';
import { type ResultRow, resultRows, resultSentence, resultText } from '../../runs/words/results';
import { Figure } from '../figure/Figure';
import { Swatch } from '../parts/Swatch';
import { NoValue, Table, type TableColumn } from '../parts/Table';
import { Difference } from './Difference';
import { MetricChoice } from './MetricChoice';
import { resultCsv } from './result-csv';
import { useMetric } from './use-metric';
import styles from './watch.module.css';

/** A metric of the test rows, the model beside its backbone. It has its rows from the start, so that nothing moves when they are measured. */
export function ResultFigure({ run }: { run: RunRecord }) {
  const choice = useMetric(run);
  const { metric } = choice;
  const beside = hasBaseline(run);
  const best = run.data?.bestPossible !== undefined;
  const name = capital(modelName(run));
  const pending = run.phase === 'failed' ? 'not measured, since the run failed' : 'measured at the end of the run';
  // Beside the AUC stands what it hides; where that is chosen, how many users it is over.
  const [perUser, users] = [metric === 'auc' && knowsUsers(run), metric === 'userAuc'];
  // The choice above says of what.
  const title = users ? 'per user' : METRICS[metric].name;
  const number = (head: string, about?: string): TableColumn => ({ head, number: true, ...(about && { title: about }) });
  const columns: TableColumn[] = [
    { head: 'Test rows' },
    // What is compared comes first: a phone has no room for more.
    number(`${name} ${title}`),
    ...(beside ? [number(`Backbone ${title}`), number(metric === 'logLoss' ? 'Difference' : 'Difference (95 %)')] : []),
    ...(perUser ? [number('AUC per user', `Of ${name}: the AUC within the rows of each user, its mean over users by their rows.`)] : []),
    ...(best ? [number('Best possible')] : []),
    ...(users ? [number('Users', 'Users with rows of both classes, over whom the mean is, of all users that these rows are of.')] : []),
    number('Rows'),
  ];
  const cell = (row: ResultRow, which: 'model' | 'baseline' | 'best', of: MetricName = metric) => (
    <Value key={`${which} ${of}`} run={run} row={row} which={which} metric={of} pending={pending} />
  );
  const cells = (row: ResultRow) => [
    <span key="name">
      {row.of === 'domain' && <Swatch domain={row.domains[0] as number} />}
      <bdi className="name" title={row.name}>
        {row.name}
      </bdi>
    </span>,
    cell(row, 'model'),
    ...(beside ? [cell(row, 'baseline'), <Difference key="difference" run={run} row={row} metric={metric} pending={pending} />] : []),
    ...(perUser ? [cell(row, 'model', 'userAuc')] : []),
    ...(best ? [cell(row, 'best')] : []),
    ...(users ? [<Users key="users" row={row} pending={pending} />] : []),
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
            class have no interval and no part in the mean; nor have those in which labels are pure chance.
          </p>
          {knowsUsers(run) && <AboutUsers column={run.config.data.group ?? ''} />}
        </>
      }
      summary={resultSentence(run)}
      save={{ csv: () => resultCsv(run) }}
      controls={<MetricChoice name="result-metric" legend="Metric of the test results" {...choice} />}
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

function AboutUsers({ column }: { column: string }) {
  return (
    <p>
      AUC per user (GAUC) is the AUC within the rows of each user, as the column “{column}” names them, and then the mean over users, each weighted by their
      rows. AUC also compares rows of different users: who knows only which users say yes often has a good AUC, and an AUC per user of 0.5. Where each user is
      shown a list of their own, the order within it is what counts. Users whose rows are all of one class have no AUC and are left out. The interval of a
      difference is over draws of users; with fewer than 30 there is none. Domains in which fewer than {FEWEST_USERS} users count have no part in the mean over
      domains.
    </p>
  );
}

/** A metric of some rows, or why it has none. */
function Value({
  run,
  row,
  which,
  metric,
  pending,
}: {
  run: RunRecord;
  row: ResultRow;
  which: 'model' | 'baseline' | 'best';
  metric: MetricName;
  pending: string;
}) {
  const [metrics, text] = [row[which], resultText(run, row, which, metric)];
  if (!metrics) return <NoValue sign="–" reason={pending} />;
  if (metric !== 'userAuc') return text ?? <NoValue reason={metrics.reason} />;
  const ofMean = row.of === 'mean';
  if (text === undefined) return <NoValue reason={ofMean ? MEAN_OF_USERS.none : noUsers(metrics)} />;
  const few = ofMean ? undefined : fewUsersText(metrics);
  return (
    <span title={ofMean ? MEAN_OF_USERS.said : usersSentence(metrics)}>
      {text}
      {few && <span className="soft"> {few}</span>}
    </span>
  );
}

/** How many users the mean is over. */
function Users({ row: { of, model }, pending }: { row: ResultRow; pending: string }) {
  if (!model) return <NoValue sign="–" reason={pending} />;
  if (of === 'mean') return <NoValue sign="–" reason="told for each domain: a user may be in several" />;
  return (
    <span className={styles.users} title={usersSentence(model)}>
      {usersText(model)}
    </span>
  );
}
