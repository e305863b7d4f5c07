import { useState } from 'react';
import styles from '../inside.module.css';

/** Selects a value by its name. */
export function ValuePicker({ names, onPick }: { names: readonly string[]; onPick: (i: number) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        const i = names.indexOf(text.trim());
        setProblem(i < 0 ? 'That value is not shown here.' : '');
        if (i >= 0) onPick(i);
      }}
    >
      <label className="row">
        Value
        <input className={styles.test} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit">Find</button>
      <span className={styles.problem} role="status">
        {problem}
      </span>
    </form>
  );
}
