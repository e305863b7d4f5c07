import type { MouseEvent } from 'react';
import { STEP_TITLES, STEPS } from './steps';
import type { Play } from './use-play';
import styles from './walk.module.css';

/** Back, Play steps and Next, and a dot for each step. */
export function Stepper({ play, onPlay }: { play: Play; onPlay: (event: MouseEvent) => void }) {
  const { step, playing, go } = play;
  return (
    <div className={styles.stepper}>
      <div className="row">
        <button type="button" disabled={step === 0} onClick={() => go(step - 1)}>
          Back
        </button>
        <button type="button" className={styles.playButton} onClick={onPlay}>
          {playing ? 'Pause' : 'Play'} steps
        </button>
        <button type="button" disabled={step === STEPS.length - 1} onClick={() => go(step + 1)}>
          Next
        </button>
      </div>
      <ol className={styles.dots} aria-label="Steps">
        {STEPS.map((each, i) => (
          <li key={each}>
            <button
              type="button"
              aria-label={`Step ${i + 1} of ${STEPS.length}: ${STEP_TITLES[each]}`}
              aria-current={i === step ? 'step' : undefined}
              tabIndex={i === step ? 0 : -1}
              onClick={() => go(i)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
