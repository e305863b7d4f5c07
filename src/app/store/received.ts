import type { TrainedRun } from '../../runs/record';
import type { SentExperiment } from '../../runs/snapshot/experiment';
import type { Snapshot } from '../../runs/snapshot/form';
import type { Slice } from './store';

/** A result that came with a link or a file: the sender's, until it is trained anew. */
export interface Received {
  snapshot: Snapshot;
  /** As it stands in the address; undefined where it came as a file that is too long for one. */
  text: string | undefined;
  /** The settings that it is of, as the address of this page has them. */
  link: string;
  run?: TrainedRun;
  experiment?: SentExperiment;
}

export interface ReceivedSlice {
  received: Received | undefined;
}

export const receivedSlice: Slice<ReceivedSlice> = () => ({ received: undefined });
