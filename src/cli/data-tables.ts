import type { benchData } from '../../bench/data/run.mjs';
import type { BenchTable } from '../exports/bench-tables';
import { median, ratioOf } from '../lib/median';

/** What it costs to read files, and to number a million ids. */
export type DataCost = Awaited<ReturnType<typeof benchData>> & { cpu: string };

/** The tables of `docs/measurements.md`. A ratio is the median of the rounds' ratios. */
export function dataTables({ cpu, files, usable, encode, threads }: DataCost): BenchTable[] {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  return [
    {
      title: `From a file's bytes to codes, MB a second of processor time (median of ${files[0]?.ours.length} rounds), ${cpu}`,
      head: ['file', 'MB', 'ours, one thread', 'with stream and hash', 'papaparse and a Map', 'times as fast', 'most held, MB', 'codes and texts, MB'],
      rows: files.map(({ name, megabytes: size, ours, whole, papaparse, held, kept }) => [
        name,
        size.toFixed(0),
        median(ours).toFixed(0),
        median(whole).toFixed(0),
        median(papaparse).toFixed(1),
        ratioOf(ours, papaparse).toFixed(1),
        megabytes(held),
        megabytes(kept),
      ]),
    },
    ...(threads ? [threadsTable(threads)] : []),
    ...(usable ? [usableTable(usable)] : []),
    {
      title: 'A million ids, numbered for a model',
      head: ['ids', 'processor time, s'],
      rows: encode.map(({ what, seconds }) => [what, median(seconds).toFixed(2)]),
    },
  ];
}

function usableTable({ name, rows, seconds }: NonNullable<DataCost['usable']>): BenchTable {
  return {
    title: 'From a file to a table with its columns described and its roles proposed, on one thread, seconds on the clock',
    head: ['file', 'rows', 'usable after, s'],
    rows: [[name, rows.toLocaleString('en'), median(seconds).toFixed(2)]],
  };
}

/** Seconds are shorter where the work is faster: theirs stand over ours. */
function threadsTable({ cores, files }: NonNullable<DataCost['threads']>): BenchTable {
  const seconds = (values: number[]) => median(values).toFixed(2);
  return {
    title: `From a file on the disk to a table, in the page, seconds on the clock (median of ${files[0]?.one.length} rounds), ${cores} cores`,
    head: ['file', 'MB', 'papaparse and a Map', 'ours, one thread', 'times as fast', `ours, ${cores} threads`, 'times as fast'],
    rows: files.map(({ name, megabytes, one, all, papaparse }) => [
      name,
      megabytes.toFixed(0),
      seconds(papaparse),
      seconds(one),
      ratioOf(papaparse, one).toFixed(1),
      seconds(all),
      ratioOf(papaparse, all).toFixed(1),
    ]),
  };
}
