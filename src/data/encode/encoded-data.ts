import type { DataWarning, DomainSummary } from '../../protocol/data';
import type { Split } from '../split/split';

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
  /** Whether id 0 is the row for values not seen while fitting; its text is `<unk>`. */
  hasUnknown: boolean;
}

export interface DenseField {
  name: string;
  /** [rows] min-max scaled over the fitting rows; missing values are the mean. */
  values: Float32Array;
  min: number;
  max: number;
  mean: number;
}

/** What a model reads: typed columns of ids and floats, made once for a table and a configuration. */
export interface EncodedData {
  /** Rows that were kept. */
  rows: number;
  /** [rows] 0-based row number in the table of each kept row. */
  sourceRows: Int32Array;
  /** In the configuration's order; the domain, as a feature, comes last. */
  sparse: SparseField[];
  dense: DenseField[];
  /** [rows] 0 or 1. */
  labels: Uint8Array;
  /** [rows] 0..domains.length - 1. */
  domainIds: Int32Array;
  domains: DomainSummary[];
  split: Split;
  /** Rows that were left out, and why. */
  leftOut: { reason: string; rows: number }[];
  warnings: DataWarning[];
  /** [rows] true logits of the kept rows, where the data is synthetic. */
  trueLogits?: Float64Array;
}
