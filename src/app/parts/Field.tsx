import { type ReactNode, useEffect, useId, useState } from 'react';
import { useApp } from '../store/use-app';
import styles from './parts.module.css';

/** What is wrong at a path of the configuration, if that is where the problem is. */
function useProblem(path: string | undefined): string | undefined {
  const problem = useApp((state) => state.problem);
  if (path === undefined || !problem) return undefined;
  const about = problem.split('; ').some((each) => each.startsWith(path) && !/\w/.test(each.charAt(path.length)));
  return about ? problem : undefined;
}

/** A label above a control, and the problem at its path below. */
export function Field({
  label,
  path,
  hint,
  children,
}: {
  label: string;
  path?: string | undefined;
  hint?: ReactNode;
  children: (attributes: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode;
}) {
  const id = useId();
  const problem = useProblem(path);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-more` })}
      <div id={`${id}-more`} className={problem ? styles.problem : 'soft'}>
        {problem ?? hint}
      </div>
    </div>
  );
}

/**
 * A text that becomes a setting when it can be read. What was typed stays in the box while it is wrong; when the
 * setting changes elsewhere (a preset, a link) the box follows.
 */
export function TextField<T>({
  label,
  path,
  hint,
  value,
  show,
  read,
  disabled,
  rows,
}: {
  label: string;
  path: string;
  hint?: ReactNode;
  value: T;
  show: (value: T) => string;
  read: (text: string) => void;
  disabled?: boolean;
  rows?: number;
}) {
  const shown = show(value);
  const [text, setText] = useState(shown);
  const problem = useProblem(path);
  useEffect(() => {
    if (!problem) setText(shown);
  }, [shown, problem]);
  const change = (next: string) => {
    setText(next);
    read(next);
  };
  return (
    <Field label={label} path={path} hint={hint}>
      {(attributes) =>
        rows ? (
          <textarea {...attributes} rows={rows} value={text} disabled={disabled} onChange={(event) => change(event.target.value)} />
        ) : (
          <input {...attributes} value={text} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => change(event.target.value)} />
        )
      }
    </Field>
  );
}

interface ValueField<T> {
  label: string;
  path: string;
  hint?: ReactNode;
  disabled?: boolean;
  value: T;
  onChange: (value: T) => void;
}

export function NumberField({ onChange, ...rest }: ValueField<number>) {
  return <TextField {...rest} show={String} read={(text) => onChange(readNumber(text))} />;
}

/** Several numbers, with commas between them. */
export function NumbersField({ onChange, ...rest }: ValueField<number[]>) {
  return <TextField {...rest} show={(numbers) => numbers.join(', ')} read={(text) => onChange(readNumbers(text))} />;
}

/** One of several values, each with the text that a person sees; `hint` stands below. */
export function SelectField<T extends string>({
  label,
  path,
  hint,
  value,
  options,
  disabled,
  onChange,
}: {
  label: string;
  path?: string;
  hint?: ReactNode;
  value: T;
  options: readonly { value: T; text: string; disabled?: boolean }[];
  disabled?: boolean;
  onChange: (value: T) => void;
}) {
  return (
    <Field label={label} path={path} hint={hint}>
      {(attributes) => (
        <select {...attributes} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as T)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A number; what is no number is handed on as such, so that the schema says what is allowed. */
export const readNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Numbers with commas or spaces between them. */
export const readNumbers = (text: string): number[] =>
  text.trim() === ''
    ? []
    : text
        .trim()
        .split(/[\s,]+/)
        .map(readNumber);
