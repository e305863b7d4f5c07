import type { RunConfig } from '../../config/run-config';
import type { TrainedRun } from '../../runs/record';
import type { SentExperiment } from '../../runs/snapshot/experiment';
import type { Snapshot } from '../../runs/snapshot/form';
import type { Slice } from './store';

/** A result that came with a link or a file: the sender's, until it is trained anew. */
export interface Received {
  snapshot: Snapshot;
  /** As it stands in the address; undefined where it came as a file that is too long for one. */
  text: string | undefined;
  /** The settings that it is of, and as the address of this page has them. */
  config: RunConfig;
  link: string;
  run?: TrainedRun;
  experiment?: SentExperiment;
}

/** What came with a link beside its settings, and stands in the address until it is taken up and something else is looked at. */
export interface Came {
  /** The settings, as the address of this page has them. */
  link: string;
  look: string;
}

export interface ReceivedSlice {
  received: Received | undefined;
  came: Came | undefined;
}

export const receivedSlice: Slice<ReceivedSlice> = () => ({ received: undefined, came: undefined });
