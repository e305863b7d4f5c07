import { useEffect, useState } from 'react';
import { Field, type FieldProps, useProblem } from './Field';

/**
 * A text that becomes a setting when it can be read. What was typed stays in the box while it is wrong; when the
 * setting changes elsewhere (a preset, a link) the box follows.
 *
 * @param text the setting as a text
 * @param read takes what was typed
 * @param rows of a box of several lines
 */
export function TextField({ text: shown, read, rows, ...rest }: FieldProps & { path: string; text: string; read: (text: string) => void; rows?: number }) {
  const { disabled } = rest;
  const [text, setText] = useState(shown);
  const [editing, setEditing] = useState(false);
  const problem = useProblem(rest.path);
  useEffect(() => {
    // Who types "0." on the way to "0.5" keeps the point.
    if (!problem && !editing) setText(shown);
  }, [shown, problem, editing]);
  const change = (next: string) => {
    setText(next);
    read(next);
  };
  const focus = { onFocus: () => setEditing(true), onBlur: () => setEditing(false) };
  return (
    <Field {...rest}>
      {(attributes) =>
        rows ? (
          <textarea {...attributes} {...focus} rows={rows} value={text} disabled={disabled} onChange={(event) => change(event.target.value)} />
        ) : (
          <input
            {...attributes}
            {...focus}
            value={text}
            disabled={disabled}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  );
}
