import type { RunRecord } from '../../runs/record';
import { LossFigure } from '../watch/LossFigure';
import { lastEpochOf } from '../watch/last-epoch';
import { ResultFigure } from '../watch/ResultFigure';

/** What the test rows say, and how the training went. */
export function ResultsView({ run }: { run: RunRecord }) {
  return (
    <>
      <ResultFigure run={run} />
      <LossFigure run={run} last={lastEpochOf(run)} />
    </>
  );
}
