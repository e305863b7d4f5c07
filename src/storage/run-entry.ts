import type { RunRecord } from '../runs/record';
import { summaryOf } from '../runs/summary';
import type { RunEntry } from './database';

/** Whether there is anything to show of a run yet; one whose model was opened has no epoch, but a test. */
export const isWorthKeeping = ({ losses, epochs, data, test }: RunRecord): boolean =>
  data !== undefined && (losses.length + epochs.length > 0 || test !== undefined);

/** What the list says of a run. @param at when it began, and was kept, in milliseconds since 1970 */
export const entryOf = (run: RunRecord, at: { began: number; saved: number }): Omit<RunEntry, 'bytes' | 'removed'> => ({ ...summaryOf(run), ...at });
