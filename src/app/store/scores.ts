import type { ScoreColumns, Scored, ScoreProgress } from '../../protocol/score';
import type { ScoresFile } from '../views/scores-file';
import type { Slice } from './store';

/** Predictions of new rows that are there. */
export interface Finished {
  file: File;
  scored: Scored;
  save: ScoresFile;
}

/** A file that was written to the disk as it was made. */
export interface Written {
  name: string;
  bytes: number;
}

/** How far a file of new rows is. */
export type ScoreState =
  | { state: 'looking'; file: File }
  | { state: 'chosen'; file: File; columns: ScoreColumns; withColumns: boolean }
  | { state: 'scoring'; file: File; progress: ScoreProgress; written?: Written }
  | ({ state: 'scored'; saved: boolean } & Finished)
  | { state: 'scored'; saved: true; file: File; scored: Scored; written: Written }
  | { state: 'cancelled'; file: File; unwritten?: string }
  | { state: 'failed'; file: File; message: string };

/** New rows that a model predicts: they outlive the tab that shows them. `app/views/scorer.ts` changes them. */
export interface ScoresSlice {
  /** The latest file, and the run whose model is asked. */
  scores: ({ run: string } & ScoreState) | undefined;
  /** Predictions that were not saved before another file or another run took their place. */
  unsavedScores: Finished[];
}

export const scoresSlice: Slice<ScoresSlice> = () => ({ scores: undefined, unsavedScores: [] });
