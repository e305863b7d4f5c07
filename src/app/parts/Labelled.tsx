import { type ReactNode, useId } from 'react';
import styles from './parts.module.css';

/** What ties a control to its label and to what is said of it. */
export interface ControlAttributes {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
  'aria-label'?: string;
}

/**
 * A label above a control, and below it what is wrong, or else a hint.
 *
 * @param compact label and control in one line; what is wrong is marked here, and said to screen readers alone
 * @param labelHidden whether the label is for screen readers alone
 * @param narrow of a control for a few digits
 * @param alert whether what is wrong is told as soon as it comes
 */
export function Labelled({
  label,
  problem,
  hint,
  compact = false,
  labelHidden = false,
  narrow = false,
  alert = false,
  children,
}: {
  label: string;
  problem?: string | undefined;
  hint?: ReactNode;
  compact?: boolean;
  labelHidden?: boolean;
  narrow?: boolean;
  alert?: boolean;
  children: (attributes: ControlAttributes) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={compact ? styles.compact : styles.field} data-narrow={narrow || undefined}>
      <label htmlFor={id} className={labelHidden ? 'hidden' : undefined}>
        {label}
      </label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-more` })}
      <div id={`${id}-more`} className={compact ? 'hidden' : problem ? styles.problem : 'soft'} role={problem && alert ? 'alert' : undefined}>
        {problem ?? hint}
      </div>
    </div>
  );
}
