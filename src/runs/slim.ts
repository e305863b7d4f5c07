import type { Look, ProbeRows } from '../protocol/insight';
import { encodeRun } from './file';
import { withoutWalks } from './look-history';
import type { Precision } from './packed';
import type { RankHistory } from './rank-history';
import type { LossPoint, ModelRecord, RunRecord } from './record';

/** How much of a run is stored. */
export interface Share {
  /** Looks, with that at the weights that were kept. */
  moments: number;
  /** Probe rows, of all domains together. */
  rows: number;
  /** Looks that hold what the followed rows go through: at evenly spaced moments, that at the kept weights among them. */
  walks: number;
}

/** From what one would like to store to what is still worth it: first rows go, since a map of fewer points says the same. */
export const SHARES: readonly Share[] = [
  ...[240, 180, 120].map((rows) => ({ moments: 12, rows, walks: 4 })),
  ...[12, 11, 10, 9, 8, 7, 6, 5, 4].map((moments) => ({ moments, rows: 120, walks: 2 })),
];

/** Digits of numbers that are drawn, or said with two or three. */
const DIGITS_DRAWN = 5;
/** Digits of what was asked of the test rows: more than these can tell apart. */
const DIGITS_MEASURED = 8;

/**
 * How exactly floats are stored. Matrices, spectra and maps to 1/4094 of the largest of 256 numbers: where domains differ least, by 5 % of
 * the largest number of H, that is half a hundredth of the difference. The H of single rows, which are many, to 1/254.
 */
export function drawn(path: string): Precision | undefined {
  if (path === 'looks[].instances.h' || path === 'looks[].rows[].h') return { bits: 8, block: 256 };
  if (path === 'looks[].map.coordinates') return { bits: 12, block: 4096 };
  return /^(looks\[\]\.((factors|domains|walks)\[\]|spectra)|authorsStart\.walks\[\])\./.test(path) ? { bits: 12, block: 256 } : undefined;
}

/**
 * The file of a run with as much of it as fits.
 *
 * @param most bytes, as `weigh` counts them
 * @throws Error where even the smallest share is too large
 */
export async function fitted(run: RunRecord, most: number, weigh: (text: string) => Promise<number>): Promise<{ text: string; share: Share; weight: number }> {
  let weight = 0;
  for (const share of SHARES) {
    const text = encodeRun(slimmed(run, share), { precision: drawn });
    weight = await weigh(text);
    if (weight <= most) return { text, share, weight };
  }
  throw new Error(`The run ${run.id} takes ${weight} bytes at the least, and may take ${most}.`);
}

/**
 * A run to be drawn: fewer looks, chosen evenly, and fewer probe rows, as many of each domain. Single rows are kept in the last look alone.
 * What was measured stays what it was: of all probe rows.
 */
export function slimmed(run: RunRecord, { moments, rows, walks }: Share): RunRecord {
  const kept = run.probes && keptRows(run.probes, rows);
  const looks = evenly(run.looks, moments);
  const walked = new Set(evenly(looks, walks));
  return {
    ...drawnModel(run),
    ...(run.baseline && { baseline: drawnModel(run.baseline) }),
    ...(run.probes && kept && { probes: pickProbes(run.probes, kept) }),
    ...(run.authorsStart && { authorsStart: { ...run.authorsStart, ...shortSeries(run.authorsStart) } }),
    ...(run.ablation && { ablation: short(run.ablation, DIGITS_MEASURED) }),
    ...(run.calibration && { calibration: short(run.calibration, DIGITS_MEASURED) }),
    looks: looks.map((look) => slimLook(look, kept, look === looks.at(-1), walked.has(look))),
  };
}

/**
 * `n` looks, or all where there are no more: the last one, at the weights that were kept, and from the others at even distances, the first
 * among them, and from three on also that which ends training.
 *
 * @param n from 2 on
 */
function evenly(looks: readonly Look[], n: number): Look[] {
  if (looks.length <= n) return [...looks];
  const along = looks.slice(0, -1);
  const step = (along.length - 1) / Math.max(1, n - 2);
  return [...Array.from({ length: n - 1 }, (_, i) => along[Math.round(i * step)] as Look), looks.at(-1) as Look];
}

/** Places of the first rows of each domain. The rows were drawn by chance, so the first are as good as any. */
function keptRows({ domains }: ProbeRows, rows: number): number[] {
  const each = Math.max(1, Math.floor(rows / new Set(domains).size));
  const seen = new Map<number, number>();
  return [...domains.keys()].filter((i) => {
    const domain = domains[i] as number;
    const before = seen.get(domain) ?? 0;
    seen.set(domain, before + 1);
    return before < each;
  });
}

function pickProbes(probes: ProbeRows, kept: readonly number[]): ProbeRows {
  const of = (values: Int32Array) => Int32Array.from(kept, (i) => values[i] as number);
  return {
    ...probes,
    rows: of(probes.rows),
    domains: of(probes.domains),
    labels: Uint8Array.from(kept, (i) => probes.labels[i] as number),
    columns: probes.columns.map(({ name, codes, values }) => {
      // Texts that no row has any more go.
      const places = [...new Set(of(codes))];
      return { name, codes: Int32Array.from(of(codes), (code) => places.indexOf(code)), values: places.map((code) => values[code] as string) };
    }),
  };
}

/** @param kept places of the probe rows that stay; undefined: all */
function slimLook(look: Look, kept: readonly number[] | undefined, last: boolean, walked: boolean): Look {
  const { instances, rows, map, similarity, use, ...rest } = look;
  const of = (values: Float32Array, width: number) => (kept ? picked(values, width, kept) : values);
  return {
    ...(walked ? rest : withoutWalks(rest)),
    ...(map && { map: { coordinates: of(map.coordinates, 2), explained: short(map.explained, DIGITS_DRAWN) } }),
    ...(similarity && { similarity: short(similarity, DIGITS_DRAWN) }),
    use: short(use, DIGITS_DRAWN),
    rows: last ? rows : [],
    ...(last && instances && { instances: { ...instances, h: of(instances.h, look.k ** 2), predictions: of(instances.predictions, 1) } }),
  };
}

function picked(values: Float32Array, width: number, kept: readonly number[]): Float32Array {
  const rows = new Float32Array(kept.length * width);
  for (const [to, from] of kept.entries()) rows.set(values.subarray(from * width, (from + 1) * width), to * width);
  return rows;
}

/** Numbers by look. */
function shortSeries({ epochs, h, down, up, saturated, dead }: RankHistory): RankHistory {
  return short({ epochs, h, down, up, saturated, dead }, DIGITS_DRAWN);
}

/** Points within the first epoch are left out too: where they lie depends on how fast the machine was. */
const drawnModel = <M extends ModelRecord>({ early: _, ...model }: M) => ({
  ...model,
  losses: model.losses.map((point) => short<LossPoint>(point, DIGITS_DRAWN)),
});

/** The same value with so many digits to each number; typed arrays stay as they are. */
function short<T>(value: T, digits: number): T {
  if (typeof value === 'number') return Number(value.toPrecision(digits)) as T;
  if (Array.isArray(value)) return value.map((each) => short(each, digits)) as T;
  if (!value || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each, digits)])) as T;
}
