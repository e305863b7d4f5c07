import { isActive, isStored, isTrained, type RunRecord } from '../../runs/record';
import { later } from '../parts/later';
import { useApp } from '../store/use-app';

const ScoreRows = later('The scoring of new rows', async () => (await import('./ScoreRows')).ScoreRows);
const UnsavedScores = later('Predictions that are not saved', async () => (await import('./UnsavedScores')).UnsavedScores);

/** Scoring is offered of a trained run whose model is here; and predictions that were made earlier are, until they are saved. */
export function ScoreOffer({ run }: { run: RunRecord }) {
  const here = useApp((state) => state.run?.id === run.id);
  const unsaved = useApp((state) => state.unsavedScores.length > 0);
  return (
    <>
      {here && isTrained(run) && !isActive(run) && !isStored(run) && <ScoreRows run={run} />}
      {unsaved && <UnsavedScores />}
    </>
  );
}
