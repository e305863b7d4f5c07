import type { Sampled } from '../../protocol/sampled';
import { inWords } from '../limits';

/** What is said of a table that is a sample of its file, with the data and with the results. */
export function sampleSentence({ of, kept, share, by }: Sampled): string {
  const percent = 100 * share;
  const chance = percent >= 1 ? String(Math.round(percent * 10) / 10) : percent.toPrecision(1);
  const all = `There are ${inWords(of)} rows, more than fit into memory`;
  const kind =
    by === undefined ? `an even sample of ${inWords(kept)} was kept` : `${inWords(kept)} were kept, all rows of an even sample of the values of “${by}”`;
  return `${all}: ${kind} (a chance of ${chance} % for each ${by === undefined ? 'row' : 'value'}). All counts and metrics are of the sample.`;
}
