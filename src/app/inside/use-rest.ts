import type { RunRecord } from '../../runs/record';
import { isFollowingOwnLane } from '../store/selectors';
import { useApp } from '../store/use-app';
import { atRest } from './at-rest';

/** Whether the worker can be asked about the model of the run that is shown; see `atRest`. */
export const useRest = (run: RunRecord): ReturnType<typeof atRest> => atRest(run, useApp(isFollowingOwnLane));
