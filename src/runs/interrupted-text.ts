import type { Interruption } from '../protocol/run';
import type { RunRecord } from './record';

const WHY: Record<Interruption, string> = {
  device: 'the GPU was lost',
  worker: 'the worker broke',
  page: 'the page was closed',
};

/** `went on after the worker broke, at epoch 3`; undefined of a run that was never cut off. */
export function interruptedText({ interruptions = [] }: Pick<RunRecord, 'interruptions'>): string | undefined {
  const last = interruptions.at(-1);
  if (!last) return undefined;
  const before = interruptions.length - 1;
  const others = before === 0 ? '' : `, and ${before === 1 ? 'once' : `${before} times`} before`;
  return `went on after ${WHY[last.why]}, at epoch ${Number(last.epoch.toFixed(1))}${others}`;
}
