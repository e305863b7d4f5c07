import { useState } from 'react';
import { rowsGoTo } from '../../../lib/row-name';
import { shownRun } from '../../store/selectors';
import { useApp } from '../../store/use-app';
import { AskLine } from '../AskLine';
import styles from './weights.module.css';

/** Row numbers whose H every look keeps. */
export function RowChooser() {
  const watchRows = useApp((state) => state.watchRows);
  const rows = useApp((state) => shownRun(state)?.data?.tableRows ?? 0);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <AskLine
      ask="Show rows"
      problem={problem}
      onAsk={() => {
        const numbers = text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number);
        const bad = numbers.find((row) => !Number.isInteger(row) || row < 1 || row > rows);
        if (bad !== undefined) setProblem(rowsGoTo(rows));
        else if (numbers.length > 8) setProblem('At most eight rows.');
        else {
          setProblem('');
          void watchRows(numbers.map((row) => row - 1));
        }
      }}
    >
      <label className="row">
        Rows to watch
        <input
          className={styles.rows}
          value={text}
          placeholder="such as 1, 17"
          aria-invalid={problem !== ''}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
    </AskLine>
  );
}
