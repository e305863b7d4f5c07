import { useState } from 'react';
import { MOST_SEEDS } from '../../config/experiment';
import { errorText } from '../../lib/error-text';
import { withIsolatedQuotes } from '../../lib/isolated';
import { answerParts, MORE_SEEDS } from '../../runs/experiment/answer';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { useApp } from '../store/use-app';
import styles from './compare.module.css';
import { countJobs } from './result';

/** The answer first, in words with its numbers: a paragraph for each contestant but the reference. */
export function Answers({ table, experiment }: { table: ExperimentTable | undefined; experiment: ExperimentRecord }) {
  const { jobs, reference } = experiment;
  const count = countJobs(jobs);
  const parts = table ? answerParts(table) : [];
  const open = count.waiting + count.training > 0;
  return (
    <div className={styles.answers} role="status" aria-live={open ? 'off' : 'polite'}>
      {parts.length === 0 && (
        <p className={styles.answer}>
          {open
            ? `Nothing can be said yet: the first runs of ${reference} and of what it is compared with are still to come.`
            : `Nothing can be said: ${jobs.some(({ contestant, state }) => contestant === reference && state === 'done') ? 'nothing else has been trained' : `no run of ${reference} was trained`}.`}
        </p>
      )}
      {parts.map(({ contestant, headline, findable, few, rest }) => (
        <div key={contestant}>
          <p className={styles.answer}>
            {open && <span className={styles.far}>So far: </span>}
            {headline}
          </p>
          <p className={styles.more}>
            {(findable || few) && (
              <span>
                {[findable, few].filter((each) => each !== '').join(' ')} {findable && <MoreSeeds experiment={experiment} />}{' '}
              </span>
            )}
            {rest.map((each) => (
              <span key={each}>{withIsolatedQuotes(each)} </span>
            ))}
          </p>
        </div>
      ))}
    </div>
  );
}

/** What more seeds would show stands before it. */
function MoreSeeds({ experiment: { jobs } }: { experiment: ExperimentRecord }) {
  const addSeeds = useApp((state) => state.addSeeds);
  const elsewhere = useApp((state) => state.experimentElsewhere);
  const [refused, setRefused] = useState('');
  const seeds = new Set(jobs.map(({ seed }) => seed)).size;
  const count = Math.min(MORE_SEEDS, MOST_SEEDS - seeds);
  const waiting = jobs.some(({ state }) => state === 'waiting');
  if (count <= 0 || elsewhere) return null;
  return (
    <>
      <button
        type="button"
        className={styles.inline}
        title={waiting ? 'The queue has seeds left.' : undefined}
        disabled={waiting}
        onClick={() => {
          setRefused('');
          addSeeds(count).catch((error: unknown) => setRefused(errorText(error)));
        }}
      >
        Add {count} seeds
      </button>
      {refused && <span className={styles.problem}> {refused}</span>}
    </>
  );
}
