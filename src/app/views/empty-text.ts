import type { RunRecord } from '../../runs/record';

/** Why there is nothing generated to look at. */
export function emptyText(run: RunRecord | undefined): string {
  return run && run.config.model.adapters.length === 0
    ? 'This run has no adapters, so nothing is generated. Switch an adapter on in the strip above, and train.'
    : 'Press Train. What the hyper-network generates then appears here, and is updated during training.';
}
