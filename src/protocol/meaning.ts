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

/** A share, and where it may lie with 95 %. */
export interface Rate {
  rate: number;
  low: number;
  high: number;
}

/** How far the domains are apart, and what they have in common. Matrices are [D, D], by rows. */
export interface DomainComparison {
  /** Rows and positive rate of each domain, of all rows. */
  domains: (Rate & { name: string; rows: number; positives: number })[];
  /** Of some sparse fields: which values occur in several domains. Of all rows. */
  overlaps: Overlap[];
  /** Positive rate of the one domain less that of the other. */
  label: Rate[][];
  /** How differently the domains' rows are distributed, field by field, the most different first. */
  features: FeatureDistance[];
  /** Fields that were not looked at, because they are too many. */
  leftOut: number;
  /** Rows that distances of features are of, and whether they are a sample. */
  rows: number;
  sampled: boolean;
  verdict: DomainVerdict;
}

export interface Overlap {
  field: string;
  /** Different values of each domain. */
  distinct: number[];
  /** Values that occur in both, of those that occur in one of the two; null where neither has any. */
  jaccard: (number | null)[][];
  /** Of the rows of the one domain with a value: the share whose value occurs in the other too; null without such rows. */
  shared: (number | null)[][];
}

export interface FeatureDistance {
  field: string;
  /** Total variation of ids, Kolmogorov and Smirnov's distance of numbers: both are 0 where two domains are alike and 1 where nothing is shared. */
  kind: 'sparse' | 'dense';
  between: number[][];
  /** The two domains that lie farthest apart, beyond chance. */
  pair: [number, number];
  /** Their distance, and what it is when the same rows are dealt to domains by chance. */
  distance: number;
  chance: number;
  /** Whether it is more than chance makes of so few rows, and large enough to matter. */
  sure: boolean;
}

/** Whether modelling several domains can matter, as far as the data show. */
export interface DomainVerdict {
  kind: 'one' | 'alike' | 'apart' | 'differ';
  /** One sentence. */
  text: string;
  /** What else should be known: a sentence each. */
  notes: string[];
}

/** What a column holds, for a person to choose from. */
export interface ColumnValues {
  /** Different values, missing ones aside. */
  distinct: number;
  /** Rows without a value. */
  missing: number;
  /** The most frequent values, at most 100, in their order; with the number in plain digits where it is written in another way. */
  values: { value: string; rows: number; number?: string }[];
  /** Where all values are numbers. */
  numbers?: NumberSpread;
}

/** How the numbers of a column lie. */
export interface NumberSpread {
  min: number;
  max: number;
  /** The number below which half of the rows lie. */
  median: number;
  /** Whether all are whole. */
  whole: boolean;
  /** [bins + 1] rising, where most of the numbers lie; the first and the last bin hold what lies beyond. */
  edges: number[];
  /** [bins] */
  rows: number[];
}
