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
  const problem = useProblem(rest.path);
  useEffect(() => {
    if (!problem) setText(shown);
  }, [shown, problem]);
  const change = (next: string) => {
    setText(next);
    read(next);
  };
  return (
    <Field {...rest}>
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
