import { isActive, isStored, isTrained, type RunRecord } from '../../runs/record';
import { later } from '../parts/later';
import { useApp } from '../store/use-app';

const ScoreRows = later('The scoring of new rows', async () => (await import('./ScoreRows')).ScoreRows);

/** Scoring is offered of a trained run whose model is here. */
export function ScoreOffer({ run }: { run: RunRecord }) {
  const here = useApp((state) => state.run?.id === run.id);
  return here && isTrained(run) && !isActive(run) && !isStored(run) ? <ScoreRows run={run} /> : null;
}
