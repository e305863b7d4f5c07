import { isActive, isFollowed, isStored, type RunRecord } from '../../runs/record';
import { comesWithPage } from '../../runs/stored';

/**
 * Whether the worker can be asked about a run's model.
 *
 * @param ownLane whether a run that is followed is trained by this tab's own comparison
 * @returns a key that tells one state of the model from another, or why it cannot be asked
 */
export function atRest(run: RunRecord, ownLane = false): { key: string } | { reason: string } {
  if (isFollowed(run))
    return {
      reason: ownLane
        ? 'The comparison trains this run: its model can be asked when that is done with it.'
        : 'Another tab trains this run: its model can be asked there.',
    };
  if (isStored(run) && !comesWithPage(run))
    return { reason: 'This run was kept on this machine without its model. Press Train to train it anew: it comes out the same, and can be asked.' };
  if (isStored(run)) return { reason: 'This is a stored run: its model is not in this browser. Press Train to get a model that you can ask.' };
  if (run.phase === 'paused') return { key: `${run.id} at ${run.progress?.model?.epoch}` };
  if (isActive(run)) return { reason: 'The model is training. Pause the run, or wait until it ends.' };
  return run.phase === 'failed' ? { reason: 'The run failed, so there is no model to ask.' } : { key: `${run.id} ended` };
}
