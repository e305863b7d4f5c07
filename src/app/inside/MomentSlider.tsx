import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import styles from './inside.module.css';

const MS_PER_MOMENT = 600;

/**
 * A slider over moments of training, and a button that plays them.
 *
 * @param moment from 0
 * @param last the last of them
 * @param name of the moment that is shown
 * @param children what else is to be known of it
 */
export function MomentSlider({
  moment,
  last,
  name,
  onMove,
  children,
}: {
  moment: number;
  last: number;
  name: string;
  onMove: (to: number) => void;
  children?: ReactNode;
}) {
  const [playing, setPlaying] = useState(false);
  const next = useEffectEvent(() => {
    if (moment >= last) setPlaying(false);
    else onMove(moment + 1);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each moment has its time, however often it is drawn.
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(next, MS_PER_MOMENT);
    return () => clearTimeout(timer);
  }, [playing, moment]);
  return (
    <div className={styles.moment} data-print="hide">
      <button
        type="button"
        className={styles.playTraining}
        disabled={last === 0}
        onClick={() => {
          if (!playing && moment === last) onMove(0);
          setPlaying(!playing);
        }}
      >
        {playing ? 'Pause' : 'Play'} training
      </button>
      <label className={styles.history}>
        <span>Moment of training</span>
        <input
          type="range"
          min={0}
          max={last}
          value={moment}
          aria-valuetext={name}
          onChange={(event) => {
            setPlaying(false);
            onMove(Number(event.target.value));
          }}
        />
        <span className="soft">{name}</span>
      </label>
      {children}
    </div>
  );
}
