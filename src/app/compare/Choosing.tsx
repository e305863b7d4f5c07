import { useState } from 'react';
import { counted } from '../../lib/counted';
import { errorText } from '../../lib/error-text';
import { fewestSeeds } from '../../measures/paired/holm';
import { later } from '../parts/later';
import { hindranceOf } from '../store/selectors';
import { useApp } from '../store/use-app';
import { timeLeft } from '../top-bar/time-left';
import { AddContestants } from './AddContestants';
import { Contestants } from './Contestants';
import { differencesShown, readChoice, seedsWords } from './choice';
import { useChoice, usePageSettings } from './choice-state';
import styles from './compare.module.css';
import { MetricBoxes } from './MetricBoxes';
import { runSecondsOf } from './run-seconds';
import { TypedField } from './TypedField';

const SweepForm = later('The sweep', async () => (await import('../sweep/SweepForm')).SweepForm);

/** What is compared, and over how many seeds. @param onBack to the comparison that is there */
export function Choosing({ onBack }: { onBack: (() => void) | undefined }) {
  const page = usePageSettings();
  const { choice, change, changeEntries } = useChoice();
  const startExperiment = useApp((state) => state.startExperiment);
  const hindrance = useApp(hindranceOf);
  const lanes = useApp((state) => state.lanes);
  const queue = useApp((state) => state.queue);
  const seconds = useApp(runSecondsOf);
  const [refused, setRefused] = useState('');
  const [starting, setStarting] = useState(false);
  const { rows, reference, problems, experiment } = readChoice(choice, page);
  const seeds = experiment?.seeds.length;
  const runs = seeds === undefined ? undefined : seeds * rows.length;
  const start = async () => {
    if (!experiment) return;
    setRefused('');
    setStarting(true);
    try {
      await startExperiment(experiment);
    } catch (error) {
      setRefused(errorText(error));
    } finally {
      setStarting(false);
    }
  };
  const busy = queue === 'running' || queue === 'stopping' ? 'another comparison goes on. Pause or stop it first.' : undefined;
  const why = (hindrance ?? busy) && `It cannot start yet: ${hindrance ?? busy}`;
  return (
    <section className={styles.choosing} aria-label="What is compared">
      <header className={styles.head}>
        <h3>What is compared</h3>
        {onBack && (
          <button type="button" onClick={onBack}>
            Back to the comparison
          </button>
        )}
      </header>
      <p className={styles.lead}>
        Each of these is trained once with every seed. With one seed, all have the same rows to train and to test on, in the same order. So their differences
        say what the models differ in, and several seeds say how sure that is. All are compared with the one that is marked as the reference.
      </p>
      <Contestants rows={rows} reference={reference} page={page} />
      <AddContestants rows={rows} page={page} onAdd={(entries) => changeEntries(page, (old) => [...old, ...entries])} />
      <div className={styles.fields}>
        <TypedField
          label="Seeds"
          value={choice.seeds}
          problem={problems.seeds}
          onChange={(text) => change({ seeds: text })}
          hint={seeds === undefined ? undefined : seedsWords(seeds, differencesShown(rows.length, page.domains ?? 1, choice.metrics.length))}
          narrow
        />
        <TypedField
          label="First seed"
          value={choice.from ?? String(page.config.seed)}
          problem={problems.from}
          onChange={(text) => change({ from: text })}
          hint={experiment && `Seeds ${experiment.seeds[0]} to ${experiment.seeds.at(-1)}.`}
          narrow
        />
        <MetricBoxes />
      </div>
      {problems.whole && (
        <p className="error" role="alert">
          {problems.whole}
        </p>
      )}
      <div className={styles.start}>
        <button type="button" className="primary" disabled={!experiment || why !== undefined || starting} onClick={() => void start()}>
          Start
        </button>
        <p>
          {why ??
            (runs === undefined
              ? 'What is marked above has to be changed first.'
              : `${counted(rows.length, 'contestant')} × ${counted(seeds ?? 0, 'seed')}: ${counted(runs, 'run')}${seconds === undefined ? '. How long they take is said when the first is done.' : `, about ${timeLeft((seconds * runs) / Math.max(1, Math.min(lanes, runs)))} on this machine.`}`)}
        </p>
      </div>
      {refused && (
        <p className="error" role="alert">
          {refused}
        </p>
      )}
      {seeds !== undefined && seeds < fewestSeeds(1) && !why && (
        <p className="note">
          With {counted(seeds, 'seed')} an answer will have an interval, but no test of the signs. {fewestSeeds(1)} seeds are the least.
        </p>
      )}
      <details className={styles.add}>
        <summary>Seek the best of many settings instead</summary>
        <SweepForm base={page.input} hindrance={why} onStart={startExperiment} />
      </details>
    </section>
  );
}
