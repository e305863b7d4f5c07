import { useMemo } from 'react';
import { withIsolatedQuotes } from '../../lib/isolated';
import { methodOf } from '../../runs/experiment/answer';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { CaptionContext } from '../figure/caption';
import { later } from '../parts/later';
import { Answers } from './Answers';
import { Copies } from './Copies';
import { useChoice } from './choice-state';
import styles from './compare.module.css';
import { QueueStatus } from './QueueStatus';
import { ReferenceChoice } from './ReferenceChoice';
import { ResultTable } from './ResultTable';
import { countJobs, knownMetrics, outcomesOf, resultOf } from './result';

const Pictures = later('The pictures', async () => (await import('./Pictures')).Pictures);

const SweepView = later('What the sweep has found', async () => (await import('../sweep/SweepView')).SweepView);

/** An experiment: its answer, its queue, its table, its pictures. */
export function Contest({ experiment, onOther }: { experiment: ExperimentRecord; onOther: () => void }) {
  return experiment.sweep ? <Sought experiment={experiment} onOther={onOther} /> : <Compared experiment={experiment} onOther={onOther} />;
}

/** A sweep: its queue, and what it has found. */
function Sought({ experiment, onOther }: { experiment: ExperimentRecord; onOther: () => void }) {
  return (
    <section className={styles.contest} aria-label="Sweep">
      <header className={styles.head}>
        <h3>
          <bdi>{experiment.data.name}</bdi>: <span className="soft">the best of {experiment.contestants.length} configurations</span>
        </h3>
        <button type="button" onClick={onOther}>
          Compare something else
        </button>
      </header>
      <QueueStatus key={experiment.id} experiment={experiment} />
      <SweepView record={experiment} />
    </section>
  );
}

function Compared({ experiment, onOther }: { experiment: ExperimentRecord; onOther: () => void }) {
  const { choice } = useChoice();
  const { contestants, reference, data } = experiment;
  const outcomes = outcomesOf(experiment);
  const known = knownMetrics(outcomes);
  const metrics = choice.metrics.some((metric) => known.includes(metric)) ? choice.metrics : known;
  const names = contestants.map(({ name }) => name);
  // The record changes with every step of the queue; what it has come to, only with a run that is done.
  const key = JSON.stringify([experiment.id, outcomes.map(({ contestant, seed }) => [contestant, seed]), names, reference, metrics]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when.
  const { table, refused, seeds } = useMemo(() => resultOf(outcomes, names, reference, metrics), [key]);
  const count = countJobs(experiment.jobs);
  const partial = count.waiting + count.training > 0;
  const method = table && methodOf(table, seeds);
  const said = `${data.name} · ${names.length} contestants, ${count.done}${count.done < count.all ? ` of ${count.all}` : ''} runs · differences to ${reference}`;
  return (
    <section className={styles.contest} aria-label="Comparison">
      <header className={styles.head}>
        <h3>
          <bdi>{data.name}</bdi>: <span className="soft">{names.length} contestants</span>
        </h3>
        <button type="button" onClick={onOther}>
          Compare something else
        </button>
      </header>
      {refused ? (
        <p className="error" role="alert">
          These runs cannot stand in one table: {withIsolatedQuotes(refused.message)}. {refused.fix}
        </p>
      ) : (
        <Answers table={table} experiment={experiment} />
      )}
      <QueueStatus key={experiment.id} experiment={experiment} />
      {!table && outcomes.length > 0 && <ReferenceChoice experiment={experiment} />}
      {table && (
        <>
          <ResultTable table={table} experiment={experiment} known={known} partial={partial} />
          <p className={styles.method}>{method}</p>
          <Copies table={table} experiment={experiment} seeds={seeds} />
          <CaptionContext value={said}>
            <Pictures table={table} experiment={experiment} />
          </CaptionContext>
        </>
      )}
    </section>
  );
}
