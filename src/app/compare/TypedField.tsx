import { type ReactNode, useId } from 'react';
import styles from './compare.module.css';

/** A text to type, what is wrong with it, or else a hint. */
export function TypedField({
  label,
  value,
  onChange,
  problem,
  hint,
  hidden = false,
  narrow = false,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  problem?: string | undefined;
  hint?: ReactNode;
  /** Whether its label is for screen readers alone. */
  hidden?: boolean;
  narrow?: boolean;
}) {
  const id = useId();
  return (
    <div className={styles.field} data-narrow={narrow || undefined}>
      <label htmlFor={id} className={hidden ? 'hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-more`}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-more`} className={problem ? styles.problem : 'soft'}>
        {problem ?? hint}
      </div>
    </div>
  );
}
