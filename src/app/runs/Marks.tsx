import { memo } from 'react';
import { LONGEST_NOTE } from '../../protocol/library';
import { Swatch } from '../parts/Swatch';
import { useRunsActions } from './actions';
import type { ListedRun } from './listed';
import styles from './runs.module.css';

/** Colours of the domains' palette that are told apart by a name, in light and in dark. */
const COLOURS: readonly [index: number, name: string][] = [
  [0, 'blue'],
  [1, 'orange'],
  [2, 'green'],
  [3, 'pink'],
  [9, 'violet'],
  [10, 'red'],
];

/** What a person puts on a run. @param name of the run, so that each control has a name of its own */
interface MarkProps {
  run: ListedRun;
  name: string;
}

export const Star = memo(function Star({ run, name }: MarkProps) {
  const { markRun } = useRunsActions();
  const on = run.star === true;
  return (
    <button
      type="button"
      data-print="show"
      className={styles.star}
      aria-pressed={on}
      aria-label={`Star ${name}`}
      onClick={() => void markRun(run.id, { star: !on })}
    >
      {on ? '★' : '☆'}
    </button>
  );
});

export const ColourChoice = memo(function ColourChoice({ run, name }: MarkProps) {
  const { markRun } = useRunsActions();
  return (
    <span className={styles.colour}>
      {run.colour === undefined ? <span className={styles.noColour} /> : <Swatch domain={run.colour} />}
      <select
        aria-label={`Colour of ${name}`}
        value={run.colour ?? ''}
        onChange={({ target }) => void markRun(run.id, { colour: target.value === '' ? undefined : Number(target.value) })}
      >
        <option value="">none</option>
        {COLOURS.map(([index, colour]) => (
          <option key={index} value={index}>
            {colour}
          </option>
        ))}
      </select>
    </span>
  );
});

/** It is kept when it is left, or with Enter. */
export const Note = memo(function Note({ run, name }: MarkProps) {
  const { markRun } = useRunsActions();
  const keep = (note: string) => {
    if (note !== (run.note ?? '')) void markRun(run.id, { note });
  };
  return (
    <input
      key={run.note}
      className={styles.note}
      aria-label={`Note on ${name}`}
      defaultValue={run.note}
      maxLength={LONGEST_NOTE}
      onBlur={({ target }) => keep(target.value.trim())}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') keep(currentTarget.value.trim());
        if (key === 'Escape') currentTarget.value = run.note ?? '';
      }}
    />
  );
});
