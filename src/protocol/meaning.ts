/** What the worker tells of the roles and the split: facts of the parts, and how the domains compare. */

/** Numbers of a dense column beyond the range of the rows that are fitted on. */
export interface OutsideRange {
  /** Rows of validation and of test. */
  val: number;
  test: number;
  /** The farthest, or the range's own ends. */
  least: number;
  greatest: number;
  /** Whether they count as the nearest end of the range. */
  clipped: boolean;
}

/** What a part of the split holds. */
export interface PartFacts {
  rows: number;
  positives: number;
  /** By domain, in their order. */
  domains: { rows: number; positives: number }[];
}

/** Values of a field that the training rows lack. */
export interface Unseen {
  /** Different values, and the rows that have one. */
  values: number;
  rows: number;
}

/** The parts of the split, and what of validation and test the training rows do not hold. */
export interface SplitFacts {
  train: PartFacts;
  val: PartFacts;
  test: PartFacts;
  /** Sparse fields of which validation or test have values that the training rows lack, those of the most rows first. */
  unseen: { field: string; val: Unseen; test: Unseen }[];
  /** How many fields there are in all. */
  fields: number;
  /** Dense columns with numbers outside of the fitted range. */
  outside: ({ column: string } & OutsideRange)[];
}
