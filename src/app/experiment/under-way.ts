import type { JobKey, JobTimes } from '../../runs/experiment/queue';
import type { JobProgress } from '../../runs/experiment/record';
import type { RunRecord } from '../../runs/record';
import type { Lane } from './lane';

/** A job that a lane has. */
export interface UnderWay {
  key: JobKey;
  /** At most. */
  epochs: number;
  lane: Lane;
  /** As far as it is. */
  run: RunRecord | undefined;
}

export function timesOf({ key, run }: UnderWay): JobTimes {
  const { secondsLeft, secondsInAll } = run?.progress?.model ?? {};
  return { ...key, ...(secondsLeft !== undefined && { secondsLeft }), ...(secondsInAll !== undefined && { secondsInAll }) };
}

export function progressOf({ key, epochs, run }: UnderWay): JobProgress {
  const { epoch = run?.epochs.length ?? 0, secondsLeft } = run?.progress?.model ?? {};
  return { ...key, epoch, epochs, ...(secondsLeft !== undefined && { secondsLeft }) };
}
