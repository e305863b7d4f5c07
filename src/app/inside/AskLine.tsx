import type { ReactNode } from 'react';
import styles from './inside.module.css';

/** A line in which something is typed and asked for. @param problem what is wrong with it; empty: nothing */
export function AskLine({ ask, problem, onAsk, children }: { ask: string; problem: string; onAsk: () => void; children: ReactNode }) {
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk();
      }}
    >
      {children}
      <button type="submit">{ask}</button>
      <span className={styles.problem} role="status">
        {problem}
      </span>
    </form>
  );
}
