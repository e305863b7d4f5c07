import { useMemo } from 'react';
import { USUAL_SEEDS } from '../../config/usual-seeds';
import type { RunRecord } from '../../runs/record';
import { headlineOf, OF_OTHER_DATA } from '../../runs/words/headline';
import { useApp } from '../store/use-app';
import { AlarmNote } from './AlarmNote';
import styles from './headline.module.css';

/**
 * The verdict in words, over all that the page shows. It has its height from the first paint on, whatever it says. A screen reader hears
 * it when it stays as it is: not after each epoch, but at the end of a run, and what is added later by itself.
 *
 * @param run that the page shows; none: nothing was trained yet
 * @param pale It is of other settings than those on the page. Of other `data`, it says nothing of those on the page.
 */
export function Headline({ run, pale }: { run: RunRecord | undefined; pale?: 'settings' | 'data' | undefined }) {
  const goesOn = useApp(({ cutOff }) => cutOff !== undefined && cutOff.id === run?.id);
  const { verdict, whose, relies, settled } = useMemo(() => (pale === 'data' ? OF_OTHER_DATA : headlineOf(run, goesOn)), [run, pale, goesOn]);
  const bring = useApp((state) => state.bring);
  return (
    <section className={styles.place} aria-label="Verdict">
      <AlarmNote run={pale === 'data' ? undefined : run} />
      <div className={styles.headline} role="status" aria-live={settled ? 'polite' : 'off'} aria-atomic="false">
        <p className={styles.verdict} data-pale={pale === 'settings' || undefined}>
          {verdict}
        </p>
        <p className={styles.whose}>
          <span>{whose}</span>
          {relies && <span> {relies}</span>}
        </p>
      </div>
      <button type="button" className={styles.surer} data-print="hide" data-tool onClick={() => bring('compare')}>
        Compare over {USUAL_SEEDS} seeds
      </button>
    </section>
  );
}
