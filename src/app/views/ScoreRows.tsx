import { useEffect, useRef, useState } from 'react';
import { sayScored } from '../../exports/say-scored';
import { errorText } from '../../lib/error-text';
import type { Scored, ScoreProgress } from '../../protocol/score';
import type { RunRecord } from '../../runs/record';
import { ACCEPT } from '../data/FileChoice';
import { slug } from '../figure/slug';
import { FileInput } from '../parts/FileInput';
import { Table } from '../parts/Table';
import { useSession } from '../store/use-app';
import { openScores, type ScoresFile } from './scores-file';

type Told =
  | { state: 'scoring'; file: File; progress: ScoreProgress }
  | { state: 'scored'; file: File; scored: Scored; save: ScoresFile }
  | { state: 'cancelled' }
  | { state: 'failed'; message: string };

const digits = (value: number | null | undefined) => (value === null || value === undefined ? '–' : value.toFixed(4));

/** Has a file of new rows predicted by a run's model, which is here, and says what was found. */
export function ScoreRows({ run }: { run: RunRecord }) {
  const session = useSession();
  const chooser = useRef<HTMLInputElement>(null);
  const [withColumns, setWithColumns] = useState(false);
  const [told, setTold] = useState<Told>();
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const tell = (next: Told) => shown.current && setTold(next);
  const score = async (file: File) => {
    const save = openScores();
    tell({ state: 'scoring', file, progress: { rows: 0 } });
    try {
      const onProgress = (progress: ScoreProgress) => tell({ state: 'scoring', file, progress });
      const scored = await session().run.score(file, save.take, { columns: withColumns, onProgress });
      tell(scored ? { state: 'scored', file, scored, save } : { state: 'cancelled' });
    } catch (error) {
      tell({ state: 'failed', message: errorText(error) });
    }
  };
  const scoring = told?.state === 'scoring';
  return (
    <section className="stack" aria-label="Score new rows">
      <div className="row">
        <button type="button" onClick={() => (scoring ? void session().run.cancelScore() : chooser.current?.click())}>
          {scoring ? 'Cancel the scoring' : 'Score new rows'}
        </button>
        <label>
          <input type="checkbox" checked={withColumns} disabled={scoring} onChange={(event) => setWithColumns(event.target.checked)} /> with the file’s own
          columns
        </label>
        <FileInput chooser={chooser} id="score-file" accept={ACCEPT} onFile={score} />
      </div>
      <p className="soft" role="status">
        {told === undefined && 'Choose a file with the columns that the model reads, in any order: each row gets a prediction. It stays on this machine.'}
        {told?.state === 'scoring' && `${told.file.name}: ${told.progress.rows.toLocaleString('en')} rows scored so far.`}
        {told?.state === 'scored' && `${told.file.name}: ${sayScored(told.scored)[0]}`}
        {told?.state === 'cancelled' && 'The scoring was cancelled.'}
      </p>
      {scoring && <progress max={1} value={told.progress.share} aria-label="Of the file" />}
      {told?.state === 'failed' && (
        <p className="error" role="alert">
          {told.message}
        </p>
      )}
      {told?.state === 'scored' && (
        <>
          <ul>
            {sayScored(told.scored)
              .slice(1)
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ul>
          {told.scored.metrics && <Measured metrics={told.scored.metrics} run={run} />}
          <div className="row">
            <button type="button" onClick={() => told.save.save(`${slug(told.file.name.split('.', 1)[0] ?? '')}-scores.csv`)}>
              Save the predictions (CSV, {(told.save.bytes() / 1e6).toFixed(1)} MB)
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** The metrics of the new rows beside those of the test rows. */
function Measured({ metrics, run }: { metrics: NonNullable<Scored['metrics']>; run: RunRecord }) {
  const test = run.test;
  const rows = [
    { name: 'all rows', now: metrics, tested: test },
    ...metrics.domains.map((now) => ({ name: now.name, now, tested: test?.domains.find(({ name }) => name === now.name) })),
  ];
  const number = (head: string) => ({ head, number: true });
  return (
    <Table
      caption="Metrics of the new rows, beside those of the test rows"
      shape="wide"
      columns={['Domain', ...['New rows', 'AUC', 'AUC, test', 'LogLoss', 'LogLoss, test'].map(number)]}
      rows={rows.map(({ name, now, tested }, i) => ({
        key: i,
        cells: [name, now.rows.toLocaleString('en'), digits(now.auc), digits(tested?.auc), digits(now.logLoss), digits(tested?.logLoss)],
      }))}
    />
  );
}
