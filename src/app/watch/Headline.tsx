import { useMemo } from 'react';
import type { RunRecord } from '../../runs/record';
import { headlineOf } from './headline';
import styles from './headline.module.css';

/**
 * The verdict in words, over all that the page shows. It has its height from the first paint on, whatever it says. A screen reader hears
 * it when it stays as it is: not after each epoch, but at the end of a run, and what is added later by itself.
 *
 * @param run that the page shows; none: nothing was trained yet
 */
export function Headline({ run }: { run: RunRecord | undefined }) {
  const { verdict, whose, relies, settled } = useMemo(() => headlineOf(run), [run]);
  return (
    <section className={styles.place} aria-label="Verdict">
      <div className={styles.headline} role="status" aria-live={settled ? 'polite' : 'off'} aria-atomic="false">
        <p className={styles.verdict}>{verdict}</p>
        <p className={styles.whose}>
          <span>{whose}</span>
          {relies && <span> {relies}</span>}
        </p>
      </div>
    </section>
  );
}
