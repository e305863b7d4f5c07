import { isWithoutEpochs, type RunRecord } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { TakeAwayOffer } from '../take-away/TakeAwayOffer';
import { LossFigure } from '../watch/LossFigure';
import { lastEpochOf } from '../watch/last-epoch';
import { ResultFigure } from '../watch/ResultFigure';
import { ScoreOffer } from './ScoreOffer';

/** What the test rows say, and how the training went. */
export function ResultsView({ run }: { run: RunRecord }) {
  return (
    <CaptionOf run={run}>
      <TakeAwayOffer run={run} />
      <ResultFigure run={run} />
      {!isWithoutEpochs(run) && <LossFigure run={run} last={lastEpochOf(run)} />}
      <ScoreOffer run={run} />
    </CaptionOf>
  );
}
