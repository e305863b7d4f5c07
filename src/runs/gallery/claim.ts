/** What a card says must hold, as data: `npm run verify -- --only gallery` trains its runs over seeds, and looks whether it does. */

/** A number of a trained run, by its test rows. AUC without a domain are means over the domains in which there is something to learn. */
export type What =
  /** AUC of the run's model, and of its backbone alone, which was trained beside it. */
  | 'auc'
  | 'alone'
  /** AUC of all test rows together. */
  | 'all'
  /** How far the domain moves H: `Similarity.moved`, mean over the pairs of domains. */
  | 'moved'
  /** Effective rank of the weights that the adapters' first layer gets, mean over domains. */
  | 'rank'
  /** Share of bottleneck units that hardly differ from row to row. */
  | 'still'
  | 'parameters'
  /** Change of the AUC where every row has the mean H of its domain, the H of a row of another domain, or no adapter. */
  | 'own mean'
  | 'as another'
  | 'off';

/** One number a seed. */
export interface Quantity {
  /** The name of one of the card's runs. */
  run: string;
  what: What;
  /** For an AUC of one domain. */
  domain?: string;
}

/** A sentence, and what makes it true. */
export interface Condition {
  says: string;
  of: Quantity;
  /** Taken from it, seed by seed. */
  minus?: Quantity;
  /** Where the number must lie; a bound that is left out is none. */
  above?: number;
  below?: number;
  /** Of what: of the 95 % interval of the mean over the seeds (Student), or of the number of each seed. */
  by: 'interval' | 'every seed';
}

/** What was measured of a condition. */
export interface Measured {
  /** By seed. */
  values: number[];
  mean: number;
  /** The 95 % interval of the mean; of one seed the number itself. */
  low: number;
  high: number;
  holds: boolean;
}

/** Whether its number is a change, so that its sign is worth saying. */
export const isDifference = ({ of, minus }: Pick<Condition, 'of' | 'minus'>): boolean =>
  minus !== undefined || of.what === 'own mean' || of.what === 'as another' || of.what === 'off';
