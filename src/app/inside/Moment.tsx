import { useEffect, useState } from 'react';
import type { Look } from '../../protocol/insight';
import { useParts } from '../store/use-app';
import styles from './inside.module.css';
import { momentName } from './moment-name';

const MS_PER_MOMENT = 600;

/** The moment of training that all views show: a slider, and a button that plays it. */
export function Moment({ looks, moment }: { looks: readonly Look[]; moment: number }) {
  const { move } = useParts('move');
  const [playing, setPlaying] = useState(false);
  const last = looks.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (moment >= last) setPlaying(false);
      else move(moment + 1 >= last ? undefined : moment + 1);
    }, MS_PER_MOMENT);
    return () => clearTimeout(timer);
  }, [playing, moment, last, move]);
  const name = momentName(looks[moment] as Look);
  return (
    <div className={styles.moment} data-print="hide">
      <button
        type="button"
        disabled={last === 0}
        onClick={() => {
          if (!playing && moment === last) move(0);
          setPlaying(!playing);
        }}
      >
        {playing ? 'Stop' : 'Play'}
      </button>
      <label className={styles.history}>
        <span>Moment of training</span>
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={moment}
          aria-valuetext={name}
          onChange={(event) => {
            setPlaying(false);
            const to = Number(event.target.value);
            move(to >= last ? undefined : to);
          }}
        />
        <span className="soft">
          {name}
          {moment === last && last > 0 && !looks[last]?.final && ' (latest)'}
        </span>
      </label>
      <span className="soft" title="Keeping a moment takes time: all of them together may take at most 3 % of training’s, so quick epochs may be skipped.">
        {looks.length === 1 ? '1 moment' : `${looks.length} moments`} of training kept
      </span>
    </div>
  );
}
