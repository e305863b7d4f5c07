import { useEffect, useMemo, useState } from 'react';
import { capital } from '../../lib/capital';
import { counted } from '../../lib/counted';
import { errorText } from '../../lib/error-text';
import { withIsolatedQuotes } from '../../lib/isolated';
import { changeText, scoreText } from '../../lib/score-text';
import { answerParts, METRIC_NAMES } from '../../runs/experiment/answer';
import type { Column } from '../../runs/experiment/table';
import type { RunSnapshot } from '../../runs/snapshot/form';
import { trainAlike } from '../../runs/stored';
import { knownMetrics, resultOf } from '../compare/result';
import { Table } from '../parts/Table';
import type { Received as ReceivedResult } from '../store/received';
import { hindranceOf, isRunning, mayTrain, shownRun } from '../store/selectors';
import { useApp, useParts, usePlayground } from '../store/use-app';
import { ENGINE_NAMES } from '../top-bar/engine-names';
import { ViewBoundary } from '../views/ViewBoundary';
import { confirmationOf, unconfirmable } from './confirmation';
import { leftOutText } from './left-out-text';
import styles from './share.module.css';

/** A result that came with a link: whose it is, what it says where the page does not show it anyway, and the way to confirm it. */
export function Received() {
  const { received } = useParts('received');
  if (!received) return null;
  const { snapshot, text, link } = received;
  const which = `${snapshot.day} ${link} ${text ?? ''}`;
  return (
    <ViewBoundary of={which} what="The result that came with the link" advice="The page goes on without it.">
      <Sent key={which} received={received} />
    </ViewBoundary>
  );
}

function Sent({ received }: { received: ReceivedResult }) {
  const { store } = usePlayground();
  const { snapshot, run, experiment, text, config } = received;
  const shown = useApp((state) => run !== undefined && shownRun(state) === run);
  const other = useApp((state) => !trainAlike(state.config, config));
  const never = unconfirmable(received);
  // Its region is there before its words, so that they are read out.
  const [there, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  const engines = snapshot.kind === 'run' ? [snapshot.engine] : [...new Set(snapshot.outcomes.map(({ engine }) => engine))];
  return (
    <section className={`note ${styles.received}`} aria-label="Result that came with the link" data-print="hide">
      <header>
        <div role="status">{there && <h2>{snapshot.kind === 'run' ? 'This result is the sender’s.' : 'This comparison is the sender’s.'}</h2>}</div>
        {!never && <Confirm received={received} other={other} />}
        <button type="button" onClick={() => store.setState({ received: undefined })}>
          Dismiss
        </button>
      </header>
      <p>
        It came with the link, made on {snapshot.day} with {engines.map((each) => ENGINE_NAMES[each]).join(' and ')}. Nobody has checked its numbers: anyone can
        write a link. {shown && 'Headline, curves and results below show it until you train.'}
        {other && ' It is of other settings than those that are on the page now.'}
        {snapshot.leftOut && snapshot.leftOut.length > 0 && ` The link was too short for all of it. Left out: ${leftOutText(snapshot.leftOut)}.`}
        {text === undefined && ' It is too long for the address of this page: after a reload, open its file again.'}
        {never && ` It cannot be confirmed: ${never}.`}
      </p>
      {snapshot.kind === 'run' && <InsideSaid snapshot={snapshot} />}
      {experiment && <Compared received={received} />}
      <Confirmation received={received} />
    </section>
  );
}

/** Trains the same again. */
function Confirm({ received: { experiment }, other }: { received: ReceivedResult; other: boolean }) {
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
        disabled={other || !ready || (experiment !== undefined && queue === 'running')}
        title={other ? 'The settings on the page are others: open the link again.' : running ? 'A run is going on.' : hindrance && capital(hindrance)}
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

/** Sums over patterns of signs, see `signFlip`: as many take half a second. More are made only where they are asked for. */
const MOST_SUMS = 2 ** 23;

/** The answer and the table of a comparison, in short. */
function Compared({ received: { experiment } }: { received: ReceivedResult }) {
  const { plan, outcomes } = experiment as NonNullable<ReceivedResult['experiment']>;
  const [asked, setAsked] = useState(false);
  const sums = SHOWN.length * (plan.contestants.length - 1) * 2 ** (plan.seeds.length / 2);
  if (asked || sums <= MOST_SUMS) return <Answers plan={plan} outcomes={outcomes} />;
  return (
    <p>
      {counted(plan.contestants.length, 'contestant')}, {counted(plan.seeds.length, 'seed')}.{' '}
      <button type="button" onClick={() => setAsked(true)}>
        Work out the answers
      </button>{' '}
      The page stands still for some seconds.
    </p>
  );
}

/** Columns that are worked out. A correction for the number of tests would be for fewer than the sender's, so none is shown. */
const SHOWN: readonly Column['of'][] = ['mean', 'all'];

function Answers({ plan, outcomes }: NonNullable<ReceivedResult['experiment']>) {
  const { table, refused } = useMemo(
    () =>
      resultOf(
        outcomes,
        plan.contestants.map(({ name }) => name),
        plan.reference,
        knownMetrics(outcomes).slice(0, 1),
        { shows: ({ of }) => SHOWN.includes(of) },
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
