import type { RunConfigInput } from '../../config/run-config';
import type { Asked, TrainedProof } from '../../headless/calls';
import type { MarkedTable } from '../marked';

/** What is kept of a run that proves something. */
export interface Proof extends TrainedProof {
  date: string;
  commit: string;
  /** SHA-256 of the text of the file of row numbers, where the run states it. */
  split?: string;
}

export const TRAINED_PARTS = ['demo', 'gallery', 'ml-100k', 'ml-1m', 'scenario-wise'] as const;
export type TrainedPart = (typeof TRAINED_PARTS)[number];

/** A run that a table needs. */
export interface Run {
  /** Under which its proof stands in the record; see `keyOf`. */
  key: string;
  part: TrainedPart;
  demo?: string;
  backbone: string;
  seed: number;
  /** The name of the data's file, where they are none of the demos. */
  file?: string;
  /** SHA-256 of the text of its file of row numbers, which must have it. */
  split?: string;
  config: RunConfigInput;
  asked: Asked;
}

/** The proof of a run, if it is on record. */
export type ProofOf = (run: Run) => Proof | undefined;

/** A table of the measurements, and what fills it. */
export interface ProofTable {
  mark: MarkedTable;
  runs: readonly Run[];
  /** @returns Markdown */
  table(proofOf: ProofOf): string;
}
