import { mean } from '../../lib/mean';
import { pairedDifferences } from '../../measures/paired/differences';
import type { Proof } from './proof';

/** Four digits, no zero before the point. */
export function short(value: number, digits = 4): string {
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}

/** With its sign. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`;
}

export const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Mean and sample standard deviation, as the field writes them: .7701±.0017. */
export function spread(each: readonly number[]): string {
  const centre = mean(each) as number;
  const deviation = Math.sqrt(each.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (each.length - 1));
  return each.length > 1 ? `${short(centre)}±${short(deviation)}` : short(centre);
}

/** The cells of paired differences: mean with its interval, in standard errors, p, how many are won; empty without any. */
export function comparison(differences: readonly number[]): [difference: string, errors: string, p: string, won: string] {
  if (differences.length === 0) return ['', '', '', ''];
  const { n, mean: centre, standardError, p, won } = pairedDifferences(differences);
  return [withInterval(differences), standardError ? (centre / standardError).toFixed(1).replace('-', '−') : '', probability(p), `${won} of ${n}`];
}

/** Mean of the differences with its 95 % interval; empty without any. */
export function withInterval(differences: readonly number[]): string {
  if (differences.length === 0) return '';
  const { mean: centre, interval } = pairedDifferences(differences);
  return signed(centre) + (interval ? ` [${signed(interval.low)}, ${signed(interval.high)}]` : '');
}

function probability(p: number): string {
  return (p >= 0.001 ? p.toFixed(3) : p.toPrecision(1)).replace(/^0\./, '.');
}

export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What stands below a table: when and with what its runs were made, and whether some are missing. */
export function stamp(proofs: readonly Proof[], wanted: number): string {
  const distinct = (of: (proof: Proof) => string) => [...new Set(proofs.map(of))].toSorted();
  if (proofs.length === 0) return `None of the ${wanted} runs is on record.`;
  const dates = distinct(({ date }) => date);
  const when = dates.length > 1 ? `${dates[0]} to ${dates.at(-1)}` : dates[0];
  const commits = distinct(({ commit }) => commit);
  const missing = proofs.length < wanted ? `${proofs.length} of ${wanted} runs are on record` : `${wanted} runs`;
  return `${missing}, of ${when}; commit${commits.length > 1 ? 's' : ''} ${commits.join(', ')}; engine ${distinct(({ engine }) => engine).join(', ')}.`;
}
