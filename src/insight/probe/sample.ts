import type { EncodedData, Table } from '../../data/types';
import { randomStream, shuffle } from '../../lib/random';
import type { ProbeRows } from '../../protocol/insight';
import { placesByDomain } from '../predict-test';

/** Probe rows in all, where the domains have as many; of many domains each gets LEAST_PER_DOMAIN, where H is not too large. */
const PROBES = 240;
const LEAST_PER_DOMAIN = 20;
/** Numbers in the matrices H of all probe rows, and of all paired ones, at most: two such sets are kept, of four bytes a number. */
const MOST_NUMBERS = 1_500_000;
/** Rows that are looked at as a row of every domain. */
const PAIRED = 64;

/** Positions into the encoded rows. */
export interface Sample {
  /** By domain, one domain after the other. */
  own: { position: number; domain: number }[];
  /** Rows of all domains, in turns. */
  paired: number[];
}

/**
 * Validation rows to look at, seeded: as many of each domain, so that a small one is seen as well as a large one.
 *
 * @param size numbers in one row's H
 */
export function sampleRows({ domains, domainIds, split }: Pick<EncodedData, 'domains' | 'domainIds' | 'split'>, size: number, seed: number): Sample {
  const wanted = Math.max(PROBES, LEAST_PER_DOMAIN * domains.length);
  const each = Math.max(1, Math.floor(Math.min(wanted, MOST_NUMBERS / size) / domains.length));
  const places = placesByDomain({ domains, domainIds }, split.val);
  const byDomain = places.map((own, d) =>
    shuffle(
      own.map((place) => split.val[place] as number),
      randomStream(seed, `probe/${d}`),
    ).slice(0, each),
  );
  const turns = Array.from({ length: each }, (_, i) => byDomain.flatMap((rows) => rows.slice(i, i + 1))).flat();
  return {
    own: byDomain.flatMap((rows, domain) => rows.map((position) => ({ position, domain }))),
    paired: turns.slice(0, Math.min(PAIRED, Math.floor(MOST_NUMBERS / (size * domains.length)))),
  };
}

/** What the page must know of the probe rows to colour and to name them. */
export function describeSample({ own, paired }: Sample, data: Pick<EncodedData, 'sourceRows' | 'labels'>, table: Pick<Table, 'columns'>): ProbeRows {
  const rows = Int32Array.from(own, ({ position }) => data.sourceRows[position] as number);
  return {
    rows,
    domains: Int32Array.from(own, ({ domain }) => domain),
    labels: Uint8Array.from(own, ({ position }) => data.labels[position] as number),
    columns: table.columns.map(({ name, codes, values }) => {
      // The texts of these rows alone: a column of ids may have a million others.
      const texts: string[] = [];
      const known = new Map<number, number>();
      const own = Int32Array.from(rows, (row) => {
        const code = codes[row] as number;
        const at = known.get(code) ?? texts.push(values.at(code) as string) - 1;
        known.set(code, at);
        return at;
      });
      return { name, codes: own, values: texts };
    }),
    paired: paired.length,
  };
}
