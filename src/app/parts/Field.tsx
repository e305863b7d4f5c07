import { type ReactNode, useId } from 'react';
import { useApp } from '../store/use-app';
import styles from './parts.module.css';
import { problemsAt, sayOnPage } from './problems';
import { useClaim } from './shown-fields';

/** What every field has. */
export interface FieldProps {
  label: string;
  /** Of the setting that it changes. */
  path?: string | undefined;
  hint?: ReactNode;
  disabled?: boolean | undefined;
  /** Label and control in one line; what is wrong is marked here and said elsewhere. */
  compact?: boolean | undefined;
  /** What stands on the page in place of the label, where that would be too long; the label stays the control's name. */
  shown?: string | undefined;
}

/** What ties a control to its label and to what is said of it. */
interface ControlAttributes {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
  'aria-label'?: string;
}

/** What is wrong at a path of the configuration. */
export function useProblem(path: string | undefined): string | undefined {
  const problems = useApp((state) => state.problems);
  const here = path === undefined ? [] : problemsAt(problems, path);
  return here.length > 0 ? here.map(sayOnPage).join('; ') : undefined;
}

/** A label above a control, and below it the problem at its path, or a hint. */
export function Field({ label, shown, path, hint, compact = false, children }: FieldProps & { children: (attributes: ControlAttributes) => ReactNode }) {
  const id = useId();
  const problem = useProblem(path);
  useClaim(compact ? undefined : path);
  const said = compact ? 'hidden' : problem ? styles.problem : 'soft';
  return (
    <div className={compact ? styles.compact : styles.field}>
      <label htmlFor={id}>{shown ?? label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-more`, ...(shown && { 'aria-label': label }) })}
      <div id={`${id}-more`} className={said} {...(problem && !compact && { role: 'alert' })}>
        {problem ?? (compact ? undefined : hint)}
      </div>
    </div>
  );
}
