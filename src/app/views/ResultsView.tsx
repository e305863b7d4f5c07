import type { RunRecord } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { later } from '../parts/later';
import { LossFigure } from '../watch/LossFigure';
import { lastEpochOf } from '../watch/last-epoch';
import { ResultFigure } from '../watch/ResultFigure';
import { PytorchProject } from './PytorchProject';
import { ScoreOffer } from './ScoreOffer';

const TakeAway = later('Take away', async () => (await import('./TakeAway')).TakeAway);

/** What the test rows say, and how the training went. */
export function ResultsView({ run }: { run: RunRecord }) {
  return (
    <CaptionOf run={run}>
      <ResultFigure run={run} />
      <LossFigure run={run} last={lastEpochOf(run)} />
      <ScoreOffer key={`score ${run.id}`} run={run} />
      <PytorchProject key={run.id} run={run} />
      <TakeAway key={`files ${run.id}`} run={run} />
    </CaptionOf>
  );
}
