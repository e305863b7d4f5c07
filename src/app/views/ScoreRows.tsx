import { useRef } from 'react';
import { sayColumns, sayScored } from '../../exports/say-scored';
import type { Scored } from '../../protocol/score';
import type { RunRecord } from '../../runs/record';
import { ACCEPT } from '../data/FileChoice';
import { sizeText } from '../data/file-draft';
import { FileInput } from '../parts/FileInput';
import { Table } from '../parts/Table';
import type { Written } from '../store/scores';
import { useApp, usePlayground } from '../store/use-app';
import styles from './score-rows.module.css';
import { scorerOf } from './scorer';
import { canPick } from './scores-on-disk';

const written = ({ name, bytes }: Written) => `${sizeText(bytes)} in ${name}`;

const digits = (value: number | null | undefined) => (value === null || value === undefined ? '–' : value.toFixed(4));

/** Has a file of new rows predicted by a run's model, which is here: first it says which columns are read, and then what was found. */
export function ScoreRows({ run }: { run: RunRecord }) {
  const { store, session } = usePlayground();
  const scorer = scorerOf(store, session);
  const chooser = useRef<HTMLInputElement>(null);
  const told = useApp(({ scores }) => (scores?.run === run.id ? scores : undefined));
  const scoring = told?.state === 'scoring';
  const look = (file: File) => void scorer.look(run.id, file);
  const chosen = told?.state === 'chosen' ? told : undefined;
  const complete = chosen && chosen.columns.missing.length === 0;
  return (
    // A file that is let go here is no new data: it stops before the page takes it.
    <section
      className="stack"
      aria-label="Score new rows"
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        event.stopPropagation();
        // The page says that a file is held over it until one is let go or has left.
        document.dispatchEvent(new DragEvent('dragleave'));
        look(file);
      }}
    >
      <h3>Score new rows</h3>
      <p className="soft" role="status">
        {told === undefined &&
          'Choose a file with the columns that the model reads, in any order, or drop it here: each row gets a prediction. It stays on this machine.'}
        {told?.state === 'looking' && `${told.file.name}: its columns are looked at …`}
        {chosen && `${chosen.file.name}: ${complete ? 'all columns that the model reads are there.' : 'it cannot be scored as it is.'}`}
        {told?.state === 'scoring' &&
          `${told.file.name}: ${told.progress.rows.toLocaleString('en')} rows scored so far${told.written ? `, ${written(told.written)}` : ''}.`}
        {told?.state === 'scored' &&
          `${told.file.name}: ${sayScored(told.scored)[0]}${'written' in told ? ` All of it is saved, ${written(told.written)}.` : ''}`}
        {told?.state === 'cancelled' && `The scoring was cancelled.${told.unwritten === undefined ? '' : ` ${told.unwritten} was not written.`}`}
      </p>
      {scoring && <progress max={1} value={told.progress.share} aria-label="Of the file" />}
      {told?.state === 'failed' && (
        <p className="error" role="alert">
          {told.message}
        </p>
      )}
      {chosen && <Lines lines={sayColumns(chosen.columns)} />}
      {told?.state === 'scored' && <Lines lines={sayScored(beyondTheTable(told.scored)).slice(1)} />}
      {told?.state === 'scored' && told.scored.metrics && <Measured metrics={told.scored.metrics} run={run} />}
      {complete && (
        <label>
          <input type="checkbox" checked={chosen.withColumns} onChange={(event) => scorer.choose(event.target.checked)} /> with the file’s own columns
        </label>
      )}
      {complete && canPick() && <p className="soft">You say first where the predictions go; each part is written there as soon as it is made.</p>}
      <div className="row">
        {scoring && (
          <button type="button" onClick={() => scorer.cancel()}>
            Cancel the scoring
          </button>
        )}
        {complete && (
          <button type="button" className="primary" onClick={() => void scorer.score(run.id, chosen.file, chosen.withColumns)}>
            Score {chosen.file.name}
          </button>
        )}
        {told?.state === 'scored' && 'save' in told && (
          <button type="button" className="primary" onClick={() => scorer.save(told)}>
            Save the predictions (CSV, {sizeText(told.save.bytes())})
          </button>
        )}
        {!scoring && (
          <button type="button" onClick={() => chooser.current?.click()}>
            {told === undefined ? 'Choose a file' : 'Choose another file'}
          </button>
        )}
        <FileInput chooser={chooser} id="score-file" accept={ACCEPT} onFile={look} />
      </div>
    </section>
  );
}

/** What the table of metrics does not say. */
function beyondTheTable({ metrics, ...scored }: Scored): Scored {
  return metrics && metrics.auc === null ? { ...scored, metrics } : scored;
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The metrics of the new rows beside those of the test rows. */
function Measured({ metrics, run }: { metrics: NonNullable<Scored['metrics']>; run: RunRecord }) {
  const test = run.test;
  const rows = [
    { name: 'all rows', now: metrics, tested: test },
    ...metrics.domains.map((now) => ({ name: now.name, now, tested: test?.domains.find(({ name }) => name === now.name) })),
  ];
  const ofUsers = metrics.perUser !== undefined;
  const number = (head: string) => ({ head, number: true });
  return (
    <Table
      caption="Metrics of the new rows, beside those of the test rows"
      shape="wide"
      columns={[
        'Domain',
        ...[...['New rows', 'AUC', 'AUC, test', 'LogLoss', 'LogLoss, test'], ...(ofUsers ? ['AUC per user', 'AUC per user, test'] : [])].map(number),
      ]}
      rows={rows.map(({ name, now, tested }, i) => ({
        key: i,
        cells: [
          ...[name, now.rows.toLocaleString('en'), digits(now.auc), digits(tested?.auc), digits(now.logLoss), digits(tested?.logLoss)],
          ...(ofUsers ? [digits(now.perUser?.auc), digits(tested?.perUser?.auc)] : []),
        ],
      }))}
    />
  );
}
