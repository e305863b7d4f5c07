import type { DataWarning, DomainSummary } from '../../protocol/data';
import type { OutsideRange, SplitFacts } from '../../protocol/meaning';
import type { Split } from '../split/split';
import type { Scale } from './scale';

export interface SparseField {
  name: string;
  /** [rows * slots] ids of each row's values, 0..vocabulary.length - 1; unused slots hold 0. */
  ids: Int32Array;
  /** Most values that a row has. */
  slots: number;
  /** [rows * slots] what each value's embedding counts in the row's sum, 0 for unused slots; left out with one slot. */
  weights?: Float32Array;
  /** Width of the embedding, where the configuration states one for this field. */
  width?: number;
  /** The field whose embedding table this one uses. */
  share?: string;
  /** The text of each id. Sorted: numbers numerically, other texts by code point. */
  vocabulary: string[];
  /** Number of buckets, where ids are hashes of the values: `vocabulary` then names the buckets. */
  hash?: number;
  /** Whether id 0 is the row for values not seen while fitting; its text is `<unk>`. */
  hasUnknown: boolean;
}

export interface DenseField {
  name: string;
  /** [rows] scaled as the fitting rows say; missing values are the mean. */
  values: Float32Array;
  /** Of the fitting rows, unscaled; 0 where they have no number. */
  min: number;
  max: number;
  mean: number;
  scale: Scale;
  /** Where rows of validation or test lie beyond the range. */
  outside?: OutsideRange;
}

/** What a model reads: typed columns of ids and floats, made once for a table and a configuration. */
export interface EncodedData {
  /** Rows that were kept. */
  rows: number;
  /** [rows] 0-based row number in the table of each kept row. */
  sourceRows: Int32Array;
  /** In the configuration's order; the domain, where it is an input, comes last. */
  sparse: SparseField[];
  dense: DenseField[];
  /** [rows] 0 or 1. */
  labels: Uint8Array;
  /** Which rows are positive: `rating > 3`. */
  positive?: string;
  /** [rows] what each row counts in the loss, from 0 on; left out: all count the same. */
  rowWeights?: Float32Array;
  /** [rows] whose each row is, from 0 on; -1 where that is not said. Left out where no column of the users is named. */
  userIds?: Int32Array;
  /** [rows] 0..domains.length - 1. */
  domainIds: Int32Array;
  domains: DomainSummary[];
  split: Split;
  /** Rows that were left out, and why. */
  leftOut: { reason: string; rows: number }[];
  warnings: DataWarning[];
  /** Left out for data that were not made from a table. */
  facts?: SplitFacts;
  /** [rows] true logits of the kept rows, where the data is synthetic. */
  trueLogits?: Float64Array;
  /** [D] each domain's rows encoded by themselves; made when first asked for. Left out for data that were not made from a table. */
  apart?: () => EncodedData[];
}
