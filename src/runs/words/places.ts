import { fixed, signed } from '../../lib/numbers';
import type { AucChange } from '../../measures/classification/auc-change';
import { aucError } from '../../measures/classification/auc-error';
import type { Metrics } from '../../protocol/result';
import type { RunRecord } from '../record';
import { metricIn } from './metric-value';
import type { MetricName } from './names';

/** Fewer places say too little of an AUC, more are more than anybody reads. */
const [LEAST, MOST] = [2, 5];
/** Where nothing is known of the error. */
const USUAL = 3;
/** By how much a row's LogLoss varies, nats: about so much for models that are neither blind nor nearly certain. */
const LOSS_SPREAD = 0.5;

/**
 * Places after the point that a number carries: up to the first digit of its standard error, or the second where the first is 1. So
 * rounding takes away at most a quarter of the error, and a place more would say nothing.
 *
 * @returns 2 to 5; 3 where the error is 0 or unknown
 */
export function placesOf(standardError: number | null | undefined): number {
  if (!standardError || !Number.isFinite(standardError)) return USUAL;
  return Math.min(MOST, Math.max(LEAST, Math.ceil(Math.log10(2 / standardError))));
}

/** The standard error of a metric of `rows` rows, as far as it can be known without their scores. @param positives their share */
export function metricError(metric: 'auc' | 'logLoss', value: number, rows: number, positives: number): number {
  return metric === 'auc' ? aucError(value, positives * rows, (1 - positives) * rows) : LOSS_SPREAD / Math.sqrt(Math.max(1, rows));
}

/**
 * The same of one of the metrics of some rows; 0 where there is none. An AUC per user that does not say it is as the mean of so many AUCs of a
 * user's usual rows.
 */
export function errorOf(metrics: Metrics | undefined, metric: MetricName, positives: number): number {
  const value = metricIn(metrics, metric);
  if (!metrics || typeof value !== 'number') return 0;
  if (metric !== 'userAuc') return metricError(metric, value, metrics.rows, positives);
  const { users = 1, rows = 1, error } = metrics.perUser ?? {};
  if (error !== undefined) return error;
  return metricError('auc', value, rows / users, positives) / Math.sqrt(users);
}

/** Share of positive rows of a domain, or of all; half of them where it is not known. */
export function positivesOf({ data }: Pick<RunRecord, 'data'>, domain?: number): number {
  const counted = (domain === undefined ? data?.domains : data?.domains.slice(domain, domain + 1)) ?? [];
  const rows = counted.reduce((sum, each) => sum + each.rows, 0);
  return rows > 0 ? counted.reduce((sum, each) => sum + each.positives, 0) / rows : 0.5;
}

/** A difference with its interval, `+0.019` and `0.004 to 0.033`. An end that is not 0 has as many places as show that. */
export function changeText({ difference, low, high, standardError }: AucChange): { difference: string; interval: string } {
  const hidden = (value: number, places: number) => value !== 0 && Number(value.toFixed(places)) === 0;
  let places = placesOf(standardError);
  // Only the end that tells on which side of 0 the difference is.
  const nearest = low > 0 ? low : high < 0 ? high : 0;
  while (places < MOST && hidden(nearest, places)) places++;
  return { difference: signed(difference, places), interval: `${fixed(low, places)} to ${fixed(high, places)}` };
}
