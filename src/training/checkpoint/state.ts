import type { OptimiserStep } from '../../engine/ops/optimise';
import type { EngineCounts } from '../../protocol/engine';
import type { EpochRecord, ModelResult } from '../../protocol/result';
import type { KeptMoment, VariantName } from '../../protocol/run';
import { BestEpoch } from '../evaluation/best-epoch';

/** All that a learner's next step goes on from, in the memory of the processor. */
export interface LearnerState {
  /** [P] */
  parameters: Float32Array;
  /** [S] running statistics. */
  buffers: Float32Array;
  /** [P] each. None where it trains no longer. */
  memories: Float32Array[];
  /** [rows] each: the step that moved each row of a lazy table last. */
  last: Int32Array[];
  /** Steps done, over all epochs. */
  steps: number;
  lastStep: OptimiserStep | undefined;
}

/** One of a run's models, between two steps or two epochs. */
export interface VariantState {
  learner: LearnerState;
  /** The weights of the best epoch so far. */
  best: { parameters: Float32Array; buffers: Float32Array } | undefined;
  epochs: EpochRecord[];
  ended: ModelResult['stopped'] | undefined;
  /** Of the epoch under way: steps done, the share of it that they are, and their losses; 0 between two epochs. */
  step: number;
  share: number;
  losses: LossesState;
  /** What it took so far; times change no number of the model. */
  meter: MeterState;
  pace: PaceState;
  /** [D] where there is one model per domain: each one's, and of the above only the epochs, steps and why it ended. */
  apart?: VariantState[];
}

/** Losses that were read, since the epoch began: the sum over rows, in nats. */
export interface LossesState {
  sum: number;
  rows: number;
  steps: number;
}

export interface MeterState {
  stepMs: Float64Array;
  rows: number;
  total: EngineCounts;
}

/** Milliseconds. */
export interface PaceState {
  steps: Float64Array;
  epochs: Float64Array;
}

/** Validations within the first epoch: the steps after which there were some, and what chooses the next. */
export interface MomentsState {
  taken: number[];
  ms: number;
  firstMs: number;
  lastAt: number | undefined;
}

/** A run between two steps: from here it goes on to the very same end. */
export interface TrainerState {
  variants: Partial<Record<VariantName, VariantState>>;
  moments: MomentsState;
}

/** How far each model was. */
export function momentOf({ variants }: TrainerState): KeptMoment {
  const moment: KeptMoment = {};
  for (const [name, state] of Object.entries(variants) as [VariantName, VariantState][]) {
    moment[name] = { epoch: state.epochs.length + state.share, best: Math.max(...(state.apart ?? [state]).map(bestOf)) };
  }
  return moment;
}

function bestOf({ epochs }: Pick<VariantState, 'epochs'>): number {
  const best = new BestEpoch(Number.POSITIVE_INFINITY);
  for (const record of epochs) best.add(record);
  return best.epoch;
}
