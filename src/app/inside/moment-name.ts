import { capital } from '../../lib/capital';
import type { Look } from '../../protocol/insight';

/** What a look is called on the slider. */
export function momentName({ epoch, final }: Pick<Look, 'epoch' | 'final'>): string {
  const number = Number.isInteger(epoch) ? epoch : epoch.toFixed(2);
  if (final) return `weights kept, of epoch ${number}`;
  return epoch === 0 ? 'before training' : `after ${number} ${epoch === 1 ? 'epoch' : 'epochs'}`;
}

/** The same as a sentence begins. */
export function momentAtStart(look: Pick<Look, 'epoch' | 'final'>): string {
  return capital(momentName(look));
}
