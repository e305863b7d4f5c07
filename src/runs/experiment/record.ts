import type { Contestant } from '../../config/experiment';
import type { SweepPlan } from '../../config/sweep';
import type { Outcome } from './outcome';

/** The form of a record; what is added and may be absent needs no new number. */
export const EXPERIMENT_VERSION = 1;

/**
 * An experiment as it stands: what is compared, the runs in the order in which they are trained, and what those that are done came to. A
 * plain value that is kept on this machine: later versions only add.
 */
export interface ExperimentRecord {
  version: typeof EXPERIMENT_VERSION;
  /** Tells one from another. */
  id: string;
  /** Milliseconds since 1970. */
  began: number;
  /** In the order of the table's rows. */
  contestants: Contestant[];
  /** Name of the contestant that the others are compared with. */
  reference: string;
  /** The table that all its runs are of: its name, and `DataSummary.hash`; how many rows and columns it has, earlier versions did not say. */
  data: { name: string; hash: string; rows?: number; columns?: number };
  /** One for each contestant and seed, in the order in which they are trained. */
  jobs: Job[];
  /** Where the best of many configurations is sought, which are the contestants. */
  sweep?: SweepPlan;
}

/** One run of an experiment. */
export interface Job {
  contestant: string;
  seed: number;
  state: 'waiting' | 'training' | 'done' | 'failed';
  /** Why it failed. */
  message?: string;
  /** Id of the run among those that are kept, where it is. */
  run?: string;
  /** Of a run that is done. */
  outcome?: Outcome;
  /** Of a sweep that ends the hopeless early: the most epochs that this run has now, and what it came to with fewer. */
  epochs?: number;
  earlier?: Outcome[];
  /**
   * Validation at the ends of its epochs: mean AUC over the domains (null where there is none), LogLoss in nats, and where a column of the users
   * is named the mean AUC per user over the domains.
   */
  curve?: CurvePoint[];
}

export interface CurvePoint {
  epoch: number;
  auc: number | null;
  logLoss: number;
  perUser?: number | null;
}

/** How far a run is that is being trained now; not kept. */
export interface JobProgress {
  contestant: string;
  seed: number;
  /** With a fraction. */
  epoch: number;
  epochs: number;
  secondsLeft?: number;
}

/** What the person has said of the queue. `stopping`: the runs that are under way are ended by themselves, and no other begins. */
export type QueuePhase = 'idle' | 'running' | 'paused' | 'stopping';
