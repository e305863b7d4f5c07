import { capital } from '../../lib/capital';
import type { Look } from '../../protocol/insight';

/** Whether nothing has been learned at a look. A model from a file may not say its steps, but its weights are those that it ended with. */
export const isUntrained = ({ step, final }: Pick<Look, 'step' | 'final'>): boolean => step === 0 && !final;

/** What a look is called on the slider. */
export function momentName({ epoch, final }: Pick<Look, 'epoch' | 'final'>): string {
  const number = Number.isInteger(epoch) ? epoch : epoch.toFixed(2);
  if (final) return epoch === 0 ? 'weights of the file' : `weights kept, of epoch ${number}`;
  return epoch === 0 ? 'before training' : `after ${number} ${epoch === 1 ? 'epoch' : 'epochs'}`;
}

/** The same as a sentence begins. */
export function momentAtStart(look: Pick<Look, 'epoch' | 'final'>): string {
  return capital(momentName(look));
}
