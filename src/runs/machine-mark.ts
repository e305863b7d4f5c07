import { markOf } from '../lib/mark';
import type { RunRecord } from './record';

/**
 * A short mark of the kind of machine that a run was trained on: the build of its kernels, or the GPU. Where two marks are the same, so are
 * the bits, but for what a driver or a browser changes; the number of threads changes none. A mark stands for the words, so that a result
 * that is sent on does not name the sender's machine.
 *
 * @returns undefined where the engine was lost amid the run, and another went on
 */
export function machineMark({ engine, interruptions = [] }: Pick<RunRecord, 'engine' | 'interruptions'>): string | undefined {
  if (!engine?.adapter || interruptions.some(({ before }) => before !== undefined && before !== engine.name)) return undefined;
  return markOf(`${engine.name} ${withoutThreads(engine.adapter)}`);
}

function withoutThreads(adapter: string): string {
  const at = adapter.lastIndexOf(', ');
  return at >= 0 && /^(one thread|\d+ threads)$/.test(adapter.slice(at + 2)) ? adapter.slice(0, at) : adapter;
}
