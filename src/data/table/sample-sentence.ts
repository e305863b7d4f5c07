import type { Sampled } from '../../protocol/sampled';
import { inWords } from '../limits';

/** What is said of a table that is a sample of its file, with the data and with the results. */
export function sampleSentence({ of, kept, share }: Sampled): string {
  const percent = 100 * share;
  const chance = percent >= 1 ? String(Math.round(percent * 10) / 10) : percent.toPrecision(1);
  return `The file has ${inWords(of)} rows, more than fit into memory: an even sample of ${inWords(kept)} was kept (a chance of ${chance} % for each row). All counts and metrics are of the sample.`;
}
