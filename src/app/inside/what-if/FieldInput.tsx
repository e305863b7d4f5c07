import { useState } from 'react';
import { short } from '../../../lib/numbers';
import type { RowField } from '../../../protocol/insight';
import styles from './what-if.module.css';

/** A field of the row, with what training knew of it. */
export function FieldInput({ field, value, onChange }: { field: RowField; value: string | undefined; onChange: (value: string) => void }) {
  const [text, setText] = useState<string>();
  const shown = text ?? value ?? field.value;
  const list = `values-of-${field.name}`;
  // Of a long vocabulary only a part is at hand.
  const unknown = value !== undefined && field.kind === 'sparse' && field.offered.length === field.values && !field.offered.includes(value);
  const outside = value !== undefined && field.kind === 'dense' && (Number(value) < field.min || Number(value) > field.max);
  // Every keystroke would be a question that most likely has no answer: it is asked when the person is done.
  const done = () => {
    if (text === undefined) return;
    onChange(text);
    setText(undefined);
  };
  return (
    <label className={styles.field}>
      <span>
        <bdi>{field.name}</bdi>
        {value !== undefined && (
          <span className="soft">
            {' '}
            was <bdi>{field.value}</bdi>
          </span>
        )}
      </span>
      <input
        value={shown}
        list={field.kind === 'sparse' ? list : undefined}
        inputMode={field.kind === 'dense' ? 'decimal' : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => event.key === 'Enter' && done()}
      />
      {field.kind === 'sparse' ? (
        <>
          <datalist id={list}>
            {field.offered.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
          <span className="soft">{unknown ? 'not seen in training, so read as unknown' : `${field.values.toLocaleString('en')} values`}</span>
        </>
      ) : (
        <span className="soft">
          {outside && 'outside '}
          {short(field.min)} to {short(field.max)} in training
        </span>
      )}
    </label>
  );
}
