/** Of a file that is larger than a table may be: the rows that were kept, chosen evenly by chance. */
export interface Sampled {
  /** Rows of the file. */
  of: number;
  kept: number;
  /** Chance of each row to be kept, in 0..1; with `by`, of each of that column's values. */
  share: number;
  /** The column whose rows stay together: all rows of one of its values were kept, or none. */
  by?: string;
}
