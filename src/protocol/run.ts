import type { EngineInfo } from './engine';
import type { Look, ProbeRows } from './insight';
import type { EpochRecord, Evaluation } from './result';

/** What streams out of a run. */

/** `model` is the configured one, `baseline` its backbone alone. */
export type VariantName = 'model' | 'baseline';

export type RunPhase = 'preparing' | 'training' | 'evaluating' | 'paused' | 'done' | 'stopped' | 'failed';

export type RunEvent =
  | { type: 'phase'; phase: RunPhase; message?: string }
  | { type: 'engine'; engine: EngineInfo }
  /** What the run is about, before its first step: the domains' names, and what nobody can beat where the data is synthetic. */
  | { type: 'data'; domains: string[]; bestPossible?: Evaluation }
  /** Mean loss since the last such event, and how far the run is; at most ten a second. */
  | {
      type: 'progress';
      variant: VariantName;
      step: number;
      stepsPerEpoch: number;
      /** With a fraction. */
      epoch: number;
      epochs: number;
      loss: number;
      rowsPerSecond: number;
      /** Undefined until an epoch is done. */
      secondsLeft?: number;
    }
  | { type: 'epoch'; variant: VariantName; record: EpochRecord; best: boolean }
  /** The rows that looks are taken at, before the first look. */
  | { type: 'probes'; probes: ProbeRows }
  | { type: 'look'; look: Look }
  | { type: 'test'; variant: VariantName; test: Evaluation; bestEpoch: number };

export interface TrainOptions {
  /** The file of row numbers, where `config.split` names one. */
  rowsFile?: File;
  /** Does one batch and then pauses: for Step as the first thing a person does. */
  startWithStep?: boolean;
  /**
   * Whether somebody watches what the hyper-network generates; nobody does on a command line. Left out: yes. `unhurried`: every
   * look is taken, whatever it costs.
   */
  inside?: boolean | 'unhurried';
}
