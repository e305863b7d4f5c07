import { useState } from 'react';
import { benchMachine, benchTables, tablesAsMarkdown } from '../../exports/bench-tables';
import { errorText } from '../../lib/error-text';
import type { BenchResult } from '../../protocol/bench';
import { CopyButton } from '../parts/CopyButton';
import { Panel } from '../parts/Panel';
import { Table } from '../parts/Table';
import { useSession } from '../store/use-app';
import styles from './bench.module.css';

type State =
  | { phase: 'ready' }
  | { phase: 'cancelling' }
  | { phase: 'cancelled' }
  | { phase: 'running'; what: string; done: number; total: number }
  | { phase: 'done'; result: BenchResult }
  | { phase: 'failed'; message: string };

/** The benchmark as a page: one button, its tables, and a way to pass them on. */
export function BenchPage() {
  const session = useSession();
  const [state, setState] = useState<State>({ phase: 'ready' });
  const run = async () => {
    setState({ phase: 'running', what: 'starting', done: 0, total: 1 });
    try {
      const result = await session().bench.measure((what, done, total) =>
        setState((now) => (now.phase === 'cancelling' ? now : { phase: 'running', what, done, total })),
      );
      setState(result ? { phase: 'done', result } : { phase: 'cancelled' });
    } catch (error) {
      setState({ phase: 'failed', message: errorText(error) });
    }
  };
  const cancel = () => {
    setState({ phase: 'cancelling' });
    void session().bench.cancel();
  };
  const running = state.phase === 'running';
  return (
    <main className={styles.page}>
      <header className={styles.header}>
        <h1>How fast does this machine train HAMUR?</h1>
        <a href="./">To the playground</a>
      </header>
      <Panel title="Benchmark">
        <div className="stack">
          <p>
            The benchmark trains on made-up rows, with the sizes of MovieLens, on every engine of this browser. It measures the speed, the cost of a step, and
            what the cost depends on. It takes a few minutes. Keep this page in front while it runs. Nothing is sent anywhere.
          </p>
          <div className={styles.controls}>
            <button type="button" className="primary" disabled={running || state.phase === 'cancelling'} onClick={() => void run()}>
              Run benchmark
            </button>
            <button type="button" disabled={!running} onClick={cancel}>
              Cancel
            </button>
            {state.phase === 'running' && (
              <>
                <progress max={state.total} value={state.done} aria-label="Progress of the benchmark" />
                <span role="status" className="soft">
                  {state.what}
                </span>
              </>
            )}
          </div>
          {(state.phase === 'cancelling' || state.phase === 'cancelled') && (
            <p role="status" className="soft">
              {state.phase === 'cancelled' ? 'Cancelled.' : 'Cancelling after the current step …'}
            </p>
          )}
          {state.phase === 'failed' && (
            <p className="error" role="alert">
              {state.message}
            </p>
          )}
          {state.phase === 'done' && <Result result={state.result} />}
        </div>
        <details>
          <summary>What is measured</summary>
          <div className="stack soft">
            <About />
          </div>
        </details>
      </Panel>
    </main>
  );
}

/** A number as the tables write it, with its unit. */
const NUMBER = /^[\d.,]+( (%|B|KiB))?$/;

function Result({ result }: { result: BenchResult }) {
  const tables = benchTables(result);
  return (
    <section aria-label="Result" className="stack">
      <p className="soft">{benchMachine(result)}</p>
      <div className={styles.controls}>
        <CopyButton label="Copy tables" text={() => `${benchMachine(result)}\n\n${tablesAsMarkdown(tables)}\n`} />
        <CopyButton label="Copy as JSON" text={() => JSON.stringify(result, null, 2)} />
      </div>
      {tables.map(({ title, head, rows }) => (
        <figure key={title} className={styles.table}>
          <figcaption>{title}</figcaption>
          <Table
            caption={title}
            shape="wide"
            columns={head.map((name, i) => ({ head: name, number: rows.every((cells) => NUMBER.test(cells[i] ?? '')) }))}
            rows={rows.map((cells) => ({ key: cells.join(), cells }))}
          />
        </figure>
      ))}
    </section>
  );
}

function About() {
  return (
    <>
      <p>
        A step is the forward pass, the backward pass and Adam, for one batch of MLP + HAMUR with k = 35, three domains, and layers of 256 and 128. <i>Fused</i>{' '}
        means the kernels written for this model. <i>Composed</i> means the same arithmetic from tfjs’s own operations, which defines what the kernels must
        compute. What is compared takes turns. A ratio is the median of the ratios of single turns, so other work of the machine slows both sides alike.
      </p>
      <p>
        The bare product is the engine’s matrix product alone, at sizes that suit it. The share says how close a step comes to that speed. Towers that run on{' '}
        <i>own rows</i> see only the rows of their domain, so the cost of a step should not grow with the number of domains. With <i>lazy</i> embeddings it
        should not grow with the vocabulary. On a software GPU the batch is 64.
      </p>
    </>
  );
}
