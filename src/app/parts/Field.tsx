import type { ReactNode } from 'react';
import { useApp } from '../store/use-app';
import { type ControlAttributes, Labelled } from './Labelled';
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

/** What is wrong at a path of the configuration. */
export function useProblem(path: string | undefined): string | undefined {
  const problems = useApp((state) => state.problems);
  const here = path === undefined ? [] : problemsAt(problems, path);
  return here.length > 0 ? here.map(sayOnPage).join('; ') : undefined;
}

/** A label above a control, and below it the problem at its path, or a hint. */
export function Field({ label, shown, path, hint, compact = false, children }: FieldProps & { children: (attributes: ControlAttributes) => ReactNode }) {
  const problem = useProblem(path);
  useClaim(compact ? undefined : path);
  return (
    <Labelled label={shown ?? label} problem={problem} hint={compact ? undefined : hint} compact={compact} alert={!compact}>
      {(attributes) => children({ ...attributes, ...(shown && { 'aria-label': label }) })}
    </Labelled>
  );
}
