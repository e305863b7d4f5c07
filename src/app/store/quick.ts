import type { RunRecord } from '../../runs/record';

/** Seconds; what takes less is asked of a finished run without being told to. */
const ASKED_UNASKED = 10;

/**
 * Whether some passes over the test rows of a finished run are so quick that nobody need ask for them. A pass takes about a third as long
 * as training on the same rows.
 */
export function isQuick({ config, data, speed }: Pick<RunRecord, 'config' | 'data' | 'speed'>, passes: number): boolean {
  if (!data || !speed || config.model.adapters.length === 0) return false;
  return (passes * data.split.test) / (3 * speed.rowsPerSecond) < ASKED_UNASKED;
}
