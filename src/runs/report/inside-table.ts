import { INSIDE_COLUMNS } from '../../config/own-files';
import type { Ablation, Calibration, Look } from '../../protocol/insight';
import type { Strengths } from '../../protocol/walk';
import { domainNames, type RunRecord } from '../record';

/** One number, and what it is of; what does not apply is left out. */
interface Line extends Partial<Record<(typeof INSIDE_COLUMNS)[number], string | number | null>> {
  measure: string;
}

/**
 * What the Inside views hold of a run as one table with a line for each number. Rows are counted from 0, as everywhere in files; layers,
 * `i` and `j` (places in a matrix, among singular values, axes or bins) from 1. Single rows' H, walks and the adapters' factors are in the
 * JSON alone.
 */
export function insideTable(run: RunRecord): { columns: string[]; rows: (string | number | null)[][] } {
  return { columns: [...INSIDE_COLUMNS], rows: Array.from(insideRows(run)) };
}

/** The lines of that table, one after the other. */
export function* insideRows(run: RunRecord): Generator<(string | number | null)[]> {
  for (const line of linesOf(run)) yield INSIDE_COLUMNS.map((column) => line[column] ?? null);
}

function* linesOf(run: RunRecord): Generator<Line> {
  const domains = domainNames(run);
  const { looks, probes, ablation, calibration, strengths } = run;
  for (const look of looks) {
    // The weights that are kept are looked at once more, at the moment that they are of.
    const when = { epoch: look.epoch, step: look.step, ...(look.final && { final: 1 }) };
    for (const line of ofLook(look, domains)) yield { ...when, ...line };
    for (const line of ofProbes(look, probes, domains)) yield { ...when, ...line };
  }
  if (ablation) yield* ofAblation(ablation, domains);
  for (const each of calibration ?? []) yield* ofCalibration(each);
  if (strengths) yield* ofStrengths(strengths, domains);
}

function* ofLook({ k, domains: means, spectra, adapters, use, similarity, map }: Look, domains: readonly string[]): Generator<Line> {
  for (const [d, { h }] of means.entries()) {
    const square = h.length === k * k;
    for (const [at, value] of h.entries())
      yield { measure: 'mean H', domain: domains[d] ?? null, i: square ? Math.floor(at / k) + 1 : at + 1, ...(square && { j: (at % k) + 1 }), value };
  }
  yield* singular('singular value of H', spectra.h, domains);
  for (const [a, { layer }] of adapters.entries()) {
    const { down = [], up = [] } = spectra.adapters[a] ?? {};
    for (const line of singular('singular value of W_down', down, domains)) yield { layer, ...line };
    for (const line of singular('singular value of W_up', up, domains)) yield { layer, ...line };
    const used = use[a];
    if (!used) continue;
    for (const [d, value] of used.size.entries()) yield { measure: 'added size', layer, domain: domains[d] ?? null, value };
    for (const [d, value] of used.saturated.entries()) yield { measure: 'saturated share', layer, domain: domains[d] ?? null, value };
    yield { measure: 'dead share', layer, value: used.dead };
    yield { measure: 'still share', layer, value: used.still };
  }
  if (similarity) {
    for (const measure of ['cka', 'moved', 'cosine', 'energy'] as const)
      for (const [at, value] of similarity[measure].entries()) yield { measure: `similarity, ${measure}`, ...pair(at, domains), value };
    yield { measure: 'silhouette', value: similarity.silhouette.mean };
    for (const [d, value] of similarity.silhouette.byDomain.entries()) yield { measure: 'silhouette', domain: domains[d] ?? null, value };
  }
  for (const [at, value] of map?.explained.entries() ?? []) yield { measure: 'share of variance', i: at + 1, value };
}

function* ofProbes({ map, instances }: Look, probes: RunRecord['probes'], domains: readonly string[]): Generator<Line> {
  if (!probes) return;
  const of = (place: number) => ({ row: probes.rows[place] ?? null, domain: domains[probes.domains[place] as number] ?? null });
  for (const [at, value] of map?.coordinates.entries() ?? []) yield { measure: 'map', ...of(at >> 1), i: (at & 1) + 1, value };
  for (const [at, value] of instances?.predictions.entries() ?? []) yield { measure: 'prediction', ...of(at), value };
}

function* ofAblation({ trained, conditions, swapped }: Ablation, domains: readonly string[]): Generator<Line> {
  for (const [d, value] of trained.entries()) yield { measure: 'test AUC', domain: domains[d] ?? null, value };
  const change = function* (of: Omit<Line, 'measure'>, each: Ablation['swapped'][number]): Generator<Line> {
    yield { measure: 'change of test AUC', ...of, value: each?.difference ?? null };
    yield { measure: 'change of test AUC, low end', ...of, value: each?.low ?? null };
    yield { measure: 'change of test AUC, high end', ...of, value: each?.high ?? null };
  };
  for (const { name, mean, byDomain } of conditions) {
    yield* change({ other: name }, mean);
    for (const [d, each] of byDomain.entries()) yield* change({ domain: domains[d] ?? null, other: name }, each);
  }
  for (const [at, each] of swapped.entries()) if (each) yield* change(pair(at, domains), each);
}

function* ofCalibration({ name, domain, bins, ece }: Calibration): Generator<Line> {
  const of = domain === undefined ? {} : { domain: name };
  yield { measure: 'calibration error', ...of, value: ece };
  for (const [at, bin] of bins.entries()) {
    for (const [measure, value] of Object.entries({ 'mean prediction': bin.meanPrediction, 'positive rate': bin.clickRate, 'rows of a bin': bin.rows }))
      yield { measure, ...of, i: at + 1, value };
  }
}

function* ofStrengths({ strengths, auc, byDomain }: Strengths, domains: readonly string[]): Generator<Line> {
  for (const [at, strength] of strengths.entries()) {
    const other = `strength ${strength}`;
    yield { measure: 'test AUC', other, value: auc[at] ?? null };
    for (const [d, value] of byDomain[at]?.entries() ?? []) yield { measure: 'test AUC', domain: domains[d] ?? null, other, value };
  }
}

function* singular(measure: string, of: readonly Float32Array[], domains: readonly string[]): Generator<Line> {
  for (const [d, values] of of.entries()) for (const [at, value] of values.entries()) yield { measure, domain: domains[d] ?? null, i: at + 1, value };
}

/** The pair of domains at a place of a [D, D] matrix. */
function pair(at: number, domains: readonly string[]): Pick<Line, 'domain' | 'other'> {
  return { domain: domains[Math.floor(at / domains.length)] ?? null, other: domains[at % domains.length] ?? null };
}
