import type { EpochRecord } from '../../protocol/result';

/** Keeps which epoch validated best, and says when the patience is used up. */
export class BestEpoch {
  private best: { epoch: number; score: number } | undefined;

  /** @param patience epochs in a row that may pass without a better one */
  constructor(private readonly patience: number) {}

  /** The best so far, counted from 1; the first of those that are equally good. 0: none yet. */
  get epoch(): number {
    return this.best?.epoch ?? 0;
  }

  /** Takes the next epoch. @returns what follows: it is the best so far, training goes on, or it should stop */
  add({ epoch, val }: Pick<EpochRecord, 'epoch' | 'val'>): 'best' | 'go on' | 'stop' {
    // Without an AUC (one class in the validation rows) the lower loss is the better epoch.
    const score = val.auc ?? -(val.logLoss ?? Number.POSITIVE_INFINITY);
    if (!this.best || score > this.best.score) {
      this.best = { epoch, score };
      return 'best';
    }
    return epoch - this.best.epoch >= this.patience ? 'stop' : 'go on';
  }
}
