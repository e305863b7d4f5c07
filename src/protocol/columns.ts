import type { LabelConfig, Roles, SplitConfig } from '../config/run-config';

/** What the worker tells of a table's columns: what they hold, what they seem to be for, and which of them give the label away. */

/**
 * What a column's values are, missing ones aside. `yes/no` has two values, of which one says no; `time` are dates or moments;
 * a `list` has several values in a cell; `empty` has none at all.
 */
export type ColumnType = 'integer' | 'number' | 'text' | 'time' | 'list' | 'yes/no' | 'empty';

/** The type that a file itself states for a column. */
export const DECLARED_TYPES = ['token', 'float', 'token_seq', 'float_seq'] as const;
export type DeclaredType = (typeof DECLARED_TYPES)[number];

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  /** Different values, missing ones aside. */
  distinct: number;
  /** How many of them stand in one row only. */
  once: number;
  /** Rows without a value. */
  missing: number;
  /** How they say so, the most frequent first: the empty text, or words such as NA. At most 5. */
  missingAs: { word: string; rows: number }[];
  /** Values that look like words for a missing one, such as ? or 99 where all others are at most 10, with their rows. */
  maybeMissing?: { word: string; rows: number }[];
  /** The most frequent values, at most 10, most frequent first. */
  top: { value: string; rows: number }[];
  /** Of columns whose values are all numbers, and only of these. */
  min?: number;
  max?: number;
  /** Of numbers: the values below which 5, 25, 50, 75 and 95 % of the rows lie. */
  quantiles?: readonly [number, number, number, number, number];
  /** Of numbers with more than a few values. */
  histogram?: Histogram;
  /** Of times: the first and the last, in milliseconds since 1970. */
  from?: number;
  to?: number;
  /** Of lists: what stands between the values of a cell. */
  separator?: string;
  /** What the file itself says of the column. */
  declared?: DeclaredType;
  /** Sentences for the person: what was made of unusual cells. */
  notes: string[];
  /** Where not all rows were looked at for quantiles and histogram: of how many they are. */
  sampled?: number;
}

/** Rows between one edge and the next; a bin holds its lower edge, the last one both. */
export interface Histogram {
  /** [bins + 1], rising. */
  edges: number[];
  /** [bins] */
  rows: number[];
  /** `log`: the bins grow by a factor, because most values are small and a few are very large. */
  scale: 'linear' | 'log';
}

/** What a column is proposed for. A `list` is a sparse field whose cells hold several values; a `group` says whose a row is. */
export const PROPOSED_ROLES = ['label', 'domain', 'sparse', 'dense', 'list', 'time', 'split', 'group', 'weight', 'leave out'] as const;
export type ProposedRole = (typeof PROPOSED_ROLES)[number];

/** Why a column has its role: one for each column, in their order. */
export interface Reason {
  column: string;
  role: ProposedRole;
  /** A clause, without a full stop. */
  why: string;
}

/** What the columns seem to be for. */
export interface Proposal {
  /** `label.column` is empty where no column looks like a label. */
  roles: Roles;
  /** Where a column says which rows train, or when they happened; else the rows are split at random. */
  split?: SplitConfig;
  /** The column that says whose a row is, where one is known by its name. It is a sparse field too. */
  group?: string;
  /** The column that says how much a row counts. */
  weight?: string;
  reasons: Reason[];
  /** Where there is no label, or another was as likely: the columns that may be one, the likeliest first, each with what would be positive. */
  labels: LabelCandidate[];
  /** Sentences for the person about the choice as a whole. */
  notes: string[];
}

export interface LabelCandidate extends LabelConfig {
  /** A clause, such as "2 values, 18 % of them 1". */
  why: string;
}

/** That a column, or the split, makes the metrics better than they would be in use. */
export interface LeakAlarm {
  kind: 'copy' | 'predicts' | 'one label' | 'row number' | 'time';
  column: string;
  /** One sentence or two: what was found, and on what it was measured. */
  message: string;
  /** What to do about it. */
  advice: 'leave out' | 'split by time';
  /** AUC of the column alone on rows that its rates were not counted on. */
  auc?: number;
}

export interface LeakReport {
  alarms: LeakAlarm[];
  /** Rows that were looked at. */
  rows: number;
  /** Whether these are a sample of the rows that have a label. */
  sampled: boolean;
}

/** How often the rows with a value, or with a number in a bin, are positive. */
export interface LabelRate {
  /** The value, or the bin's edges. */
  of: string | readonly [from: number, to: number];
  rows: number;
  positives: number;
  /** 95 % interval of the rate (Wilson's). */
  interval: readonly [low: number, high: number];
}

/** The label rates of a column's most frequent values, or of the bins of its histogram. */
export interface ColumnRates {
  rates: LabelRate[];
  /** Of all rows that have a label. */
  all: LabelRate;
  /** Of the rows with a label that miss their value; left out where there are none. */
  missing?: LabelRate;
}

/**
 * Questions about the open table's columns. `missing` are words that say that a value is missing, as `data.missing` has them; left out: the
 * usual ones.
 */
export interface ColumnCalls {
  /** What the columns hold. */
  profiles(missing?: readonly string[]): Promise<ColumnProfile[]>;
  /** @throws UserError where the column or the label is not there, or the label has not two classes */
  rates(column: string, label: LabelConfig, missing?: readonly string[]): Promise<ColumnRates>;
  /** Which columns give the label away, and whether the split does. @throws UserError as `rates` */
  alarms(roles: Roles, split: SplitConfig, missing?: readonly string[]): Promise<LeakReport>;
}
