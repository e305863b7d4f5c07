import type { Look } from '../../protocol/insight';
import type { RunRecord } from '../../runs/record';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';

export interface Shown {
  run: RunRecord;
  look: Look;
  /** Its place among the run's looks. */
  moment: number;
  /** Of the adapter that is shown. */
  adapter: number;
}

/** The run and the look that the views show; undefined before the first look. */
export function useShown(): Shown | undefined {
  const run = useApp(shownRun);
  const { moment: chosen, adapter } = useApp();
  const last = (run?.looks.length ?? 0) - 1;
  if (!run || last < 0) return undefined;
  const moment = chosen === undefined ? last : Math.min(chosen, last);
  const look = run.looks[moment] as Look;
  return { run, look, moment, adapter: Math.min(adapter, look.adapters.length - 1) };
}

/** What a look is called on the slider. */
export function momentName({ epoch, final }: Pick<Look, 'epoch' | 'final'>): string {
  const number = Number.isInteger(epoch) ? epoch : epoch.toFixed(2);
  if (final) return `weights kept, of epoch ${number}`;
  return epoch === 0 ? 'before training' : `after ${number} ${epoch === 1 ? 'epoch' : 'epochs'}`;
}

/** The same as a sentence begins. */
export function momentAtStart(look: Pick<Look, 'epoch' | 'final'>): string {
  const name = momentName(look);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
