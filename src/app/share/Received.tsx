import { useMemo, useState } from 'react';
import { capital } from '../../lib/capital';
import { counted } from '../../lib/counted';
import { errorText } from '../../lib/error-text';
import { withIsolatedQuotes } from '../../lib/isolated';
import { changeText, scoreText } from '../../lib/score-text';
import { answerParts, METRIC_NAMES } from '../../runs/experiment/answer';
import type { RunSnapshot } from '../../runs/snapshot/form';
import { resultOf } from '../compare/result';
import { Table } from '../parts/Table';
import type { Received as ReceivedResult } from '../store/received';
import { hindranceOf, isRunning, mayTrain } from '../store/selectors';
import { useApp, useParts, usePlayground } from '../store/use-app';
import { ENGINE_NAMES } from '../top-bar/engine-names';
import { confirmationOf } from './confirmation';
import styles from './share.module.css';

/** A result that came with a link: whose it is, what it says where the page does not show it anyway, and the way to confirm it. */
export function Received() {
  const { received } = useParts('received');
  const { store } = usePlayground();
  if (!received) return null;
  const { snapshot, run, experiment } = received;
  const engines = snapshot.kind === 'run' ? [snapshot.engine] : [...new Set(snapshot.outcomes.map(({ engine }) => engine))];
  return (
    <section className={`note ${styles.received}`} aria-label="Result that came with the link" data-print="hide">
      <header>
        <h2>{snapshot.kind === 'run' ? 'This result is the sender’s.' : 'This comparison is the sender’s.'}</h2>
        <Confirm received={received} />
        <button type="button" onClick={() => store.setState({ received: undefined })}>
          Dismiss
        </button>
      </header>
      <p>
        It came with the link, made on {snapshot.day} with {engines.map((each) => ENGINE_NAMES[each]).join(' and ')}. Nobody has checked its numbers: anyone can
        write a link. {run && 'Headline, curves and results below show it until you train.'}
        {snapshot.leftOut && snapshot.leftOut.length > 0 && ` The link was too short for all of it: some curves or digits are missing.`}
      </p>
      {snapshot.kind === 'run' && <InsideSaid snapshot={snapshot} />}
      {experiment && <Compared received={received} />}
      <Confirmation received={received} />
    </section>
  );
}

/** Trains the same again. */
function Confirm({ received: { experiment } }: { received: ReceivedResult }) {
  const { train, startExperiment, bring, queue } = useParts('train', 'startExperiment', 'bring', 'queue');
  const ready = useApp(mayTrain);
  const hindrance = useApp(hindranceOf);
  const running = useApp(isRunning);
  const [refused, setRefused] = useState('');
  const begin = async () => {
    setRefused('');
    if (!experiment) return void train();
    try {
      await startExperiment(experiment.plan);
      bring('compare');
    } catch (error) {
      setRefused(errorText(error));
    }
  };
  return (
    <>
      <button
        type="button"
        className="primary"
        disabled={!ready || (experiment !== undefined && queue === 'running')}
        title={running ? 'A run is going on.' : hindrance && capital(hindrance)}
        onClick={() => void begin()}
      >
        Re-train to confirm
      </button>
      {refused && (
        <span className="error" role="alert">
          {refused}
        </span>
      )}
    </>
  );
}

function Confirmation({ received }: { received: ReceivedResult }) {
  const run = useApp((state) => state.run);
  const experiment = useApp((state) => state.experiment);
  const said = useMemo(() => confirmationOf(received, run, experiment), [received, run, experiment]);
  return (
    <p role="status" className={styles.confirmed}>
      {said}
    </p>
  );
}

const RELIES = {
  helps: 'The trained model relies on its hyper-network knowing the domain.',
  harms: 'The trained model does worse because its hyper-network knows the domain.',
  'none seen': 'No sign that the trained model needs its hyper-network to know the domain.',
  unknown: '',
};

/** What the views inside cannot show without the model. */
function InsideSaid({ snapshot: { adapters, rank, relies, data, alarms } }: { snapshot: RunSnapshot }) {
  const names = data.domains.map(({ name }) => name);
  const each = (values: readonly (number | null)[], text: (value: number) => string) => {
    const known = values.flatMap((value, d) => (value === null ? [] : [values.length === 1 ? text(value) : `“${names[d]}” ${text(value)}`]));
    return known.length > MOST_NAMED ? `${known.slice(0, MOST_NAMED).join(', ')} and ${known.length - MOST_NAMED} more` : known.join(', ');
  };
  return (
    <>
      {adapters && adapters.length > 0 && (
        <p>
          {adapters
            .map(
              ({ layer, size }) =>
                `The adapter after layer ${layer} adds, as a share of what it is added to: ${withIsolatedQuotes(each(size, (value) => `${Number((100 * value).toPrecision(2))} %`))}.`,
            )
            .join(' ')}{' '}
          {rank?.some((value) => value !== null) &&
            `Effective rank of the domains’ mean H: ${withIsolatedQuotes(each(rank, (value) => value.toPrecision(2)))}. `}
          {RELIES[relies ?? 'unknown']}
        </p>
      )}
      {alarms !== undefined && alarms > 0 && (
        <p className="error">The sender’s page warned that {counted(alarms, 'column')} may give the label away: the result may be better than in use.</p>
      )}
    </>
  );
}

const MOST_NAMED = 12;

/** The answer and the table of a comparison, in short. */
function Compared({ received: { experiment } }: { received: ReceivedResult }) {
  const { plan, outcomes } = experiment as NonNullable<ReceivedResult['experiment']>;
  const { table, refused } = useMemo(
    () =>
      resultOf(
        outcomes,
        plan.contestants.map(({ name }) => name),
        plan.reference,
        ['auc', 'logLoss'],
      ),
    [plan, outcomes],
  );
  if (!table) return <p className="error">These runs cannot stand in one table{refused ? `: ${refused.message}` : ''}.</p>;
  const [first] = table.tables;
  return (
    <>
      {answerParts(table).map(({ contestant, headline }) => (
        <p key={contestant}>{withIsolatedQuotes(headline)}</p>
      ))}
      {first && (
        <div className={styles.table}>
          <Table
            caption={METRIC_NAMES[first.metric]}
            columns={[
              'Contestant',
              { head: 'Runs', number: true },
              { head: table.columns[0]?.of === 'mean' ? 'Mean over domains' : 'All rows', number: true },
              { head: `Against ${plan.reference}`, number: true },
            ]}
            rows={first.rows.map(({ contestant, cells: [cell] }) => ({
              key: contestant,
              cells: [
                <bdi key="name">{contestant}</bdi>,
                cell?.values.length ?? 0,
                cell?.mean === null || cell === undefined ? '' : `${scoreText(cell.mean)}${cell.deviation === null ? '' : ` ± ${scoreText(cell.deviation)}`}`,
                cell?.difference
                  ? `${changeText(cell.difference.mean)}${cell.difference.interval ? ` (${scoreText(cell.difference.interval.low)} to ${scoreText(cell.difference.interval.high)})` : ''}`
                  : '',
              ],
            }))}
          />
        </div>
      )}
    </>
  );
}
