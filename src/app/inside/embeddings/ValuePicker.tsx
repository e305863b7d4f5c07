import { useState } from 'react';
import { AskLine } from '../AskLine';
import styles from '../inside.module.css';

/** Selects a value by its name. */
export function ValuePicker({ names, onPick }: { names: readonly string[]; onPick: (i: number) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <AskLine
      ask="Find"
      problem={problem}
      onAsk={() => {
        const i = names.indexOf(text.trim());
        setProblem(i < 0 ? 'That value is not shown here.' : '');
        if (i >= 0) onPick(i);
      }}
    >
      <label className="row">
        Value
        <input className={styles.test} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
    </AskLine>
  );
}
