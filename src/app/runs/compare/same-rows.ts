import { OF_THE_ROWS } from '../../../config/experiment';
import { isolated } from '../../../lib/isolated';
import { drawsRows } from '../../../runs/experiment/outcome';
import type { RunRecord } from '../../../runs/record';
import { shortHash } from '../filter';
import { valueKey } from '../setting-texts';

/** What says which rows a run was measured on, as short hashes. */
interface Rows {
  /** Of the table. */
  data: string;
  /** Of what is made of it: label, domains, what is left out. */
  reading: string;
  /** Of how the rows are parted, the seed left out, and how many are in each part. */
  split: string;
  /** Where chance parts them: the seed of that. */
  seed: number | undefined;
}

/** What may be said of the metrics of some runs side by side. */
export type Comparable =
  /** Their differences: all were measured on the same rows. */
  | { may: 'differ' }
  /** Each one's own: the rows were drawn with other seeds. @param why a sentence */
  | { may: 'stand'; why: string }
  /** Nothing. @param why a sentence that names the hashes */
  | { may: 'not'; why: string };

/** @param runs with their data known; two at least */
export function comparable(runs: readonly RunRecord[], nameOf: (run: RunRecord) => string): Comparable {
  const [first, ...others] = runs.map((run) => ({ name: isolated(nameOf(run)), rows: rowsOf(run) }));
  if (!first) return { may: 'differ' };
  for (const [what, title] of PARTS) {
    const other = others.find(({ rows }) => rows[what] !== first.rows[what]);
    if (other)
      return { may: 'not', why: `${title} differs: ${shortHash(first.rows[what])} of “${first.name}”, ${shortHash(other.rows[what])} of “${other.name}”.` };
  }
  const other = others.find(({ rows }) => rows.seed !== first.rows.seed);
  return other
    ? {
        may: 'stand',
        why: `“${first.name}” and “${other.name}” were tested on different rows, since the seed draws them: a difference of the two may be that of the rows.`,
      }
    : { may: 'differ' };
}

const PARTS = [
  ['data', 'The hash of the data'],
  ['reading', 'The hash of what is made of the data (label, domains, what is left out)'],
  ['split', 'The hash of the split'],
] as const;

function rowsOf({ data, config, test }: RunRecord): Rows {
  const reading = OF_THE_ROWS.filter((path) => path !== 'data.source' && path !== 'split').map((path) => valueKey(config, path));
  const counts = [data?.split, test?.domains.map(({ name, rows }) => [name, rows])];
  return {
    data: data?.hash ?? '',
    reading: hashOf(reading.join('\n')),
    // Other rows are drawn with another seed, a few more or less of each domain.
    split: hashOf(`${valueKey(config, 'split')}\n${JSON.stringify(drawsRows(config.split) ? data?.split : counts)}`),
    seed: drawsRows(config.split) ? config.seed : undefined,
  };
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: to tell texts apart, not to prove that they are the same. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
