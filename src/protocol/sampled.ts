/** Of a file that is larger than a table may be: the rows that were kept, chosen evenly by chance. */
export interface Sampled {
  /** Rows of the file. */
  of: number;
  kept: number;
  /** Chance of each row to be kept, in 0..1. */
  share: number;
}
