import type { RunRecord } from '../../runs/record';
import { ENGINE_NAMES } from '../top-bar/engine-names';

/** What is to be said of a run whose engine did not come back, so that it went on on another; undefined where that is not so. */
export function movedText({ interruptions = [], engine }: Pick<RunRecord, 'interruptions' | 'engine'>): string | undefined {
  const moved = interruptions.findLast(({ before }) => before !== undefined && before !== engine?.name);
  if (!moved?.before) return undefined;
  return `since ${ENGINE_NAMES[moved.before]} was lost at epoch ${Number(moved.epoch.toFixed(1))}; the last digits may differ`;
}
