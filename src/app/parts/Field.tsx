import { type ReactNode, useId } from 'react';
import { sayProblem } from '../../config/problems';
import { useApp } from '../store/use-app';
import styles from './parts.module.css';
import { problemsAt } from './problems';
import { useClaim } from './shown-fields';

/** What every field has. */
export interface FieldProps {
  label: string;
  /** Of the setting that it changes. */
  path?: string | undefined;
  hint?: ReactNode;
  disabled?: boolean | undefined;
}

/** What is wrong at a path of the configuration. */
export function useProblem(path: string | undefined): string | undefined {
  const problems = useApp((state) => state.problems);
  const here = path === undefined ? [] : problemsAt(problems, path);
  return here.length > 0 ? here.map(sayProblem).join('; ') : undefined;
}

/** A label above a control, and below it the problem at its path, or a hint. */
export function Field({
  label,
  path,
  hint,
  children,
}: FieldProps & { children: (attributes: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode }) {
  const id = useId();
  const problem = useProblem(path);
  useClaim(path);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-more` })}
      <div id={`${id}-more`} className={problem ? styles.problem : 'soft'} role={problem && 'alert'}>
        {problem ?? hint}
      </div>
    </div>
  );
}
