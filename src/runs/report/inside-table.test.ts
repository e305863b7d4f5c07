import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import type { Look } from '../../protocol/insight';
import { decodeRun } from '../decode';
import { insideTable } from './inside-table';

const run = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8'));
const { data: lines, errors } = Papa.parse<Record<string, string>>(toCsv(insideTable(run)).trim(), { header: true });
const last = run.looks.at(-1) as Look;
const domains = run.data?.domains.map(({ name }) => name) ?? [];
const of = (measure: string, more: Record<string, string | number> = {}) =>
  lines.filter((line) => line.measure === measure && Object.entries(more).every(([column, value]) => line[column] === String(value)));
const one = (measure: string, more: Record<string, string | number>) => {
  const found = of(measure, more);
  expect(found, `${measure} ${JSON.stringify(more)}`).toHaveLength(1);
  return Number(found[0]?.value);
};

test('every number of the last look stands where it belongs, read back by papaparse', () => {
  expect(errors).toEqual([]);
  const moment = { step: last.step, epoch: last.epoch };
  const { k } = last;
  expect(of('mean H', moment)).toHaveLength(domains.length * k * k);
  // The weights that were kept are told from those of the epoch that they are of.
  expect(last.final).toBe(true);
  expect(of('mean H', { final: 1 })).toHaveLength(domains.length * k * k);
  expect(one('mean H', { ...moment, domain: domains[1] as string, i: 2, j: 3 })).toBe(last.domains[1]?.h[k + 2]);
  const layer = last.adapters[0]?.layer as number;
  expect(one('singular value of W_down', { ...moment, layer, domain: domains[2] as string, i: 1 })).toBe(last.spectra.adapters[0]?.down[2]?.[0]);
  expect(one('added size', { ...moment, layer, domain: domains[0] as string })).toBe(last.use[0]?.size[0]);
  const withMap = run.looks.findLast(({ map, similarity }) => map && similarity) as Look;
  const then = { step: withMap.step, epoch: withMap.epoch };
  expect(one('similarity, energy', { ...then, domain: domains[0] as string, other: domains[2] as string })).toBe(withMap.similarity?.energy[2]);
  const row = run.probes?.rows[5] as number;
  expect(one('map', { ...then, row, i: 2 })).toBe(withMap.map?.coordinates[11]);
});

test('what was measured of the model once is there, without a moment', () => {
  const ablation = {
    rows: [5, 5, 5],
    trained: [0.7, 0.8, null],
    conditions: [{ name: 'off' as const, byDomain: [null, { difference: -0.1, low: -0.2, high: -0.05, standardError: 0.01 }, null], mean: null }],
    swapped: Array.from({ length: 9 }, (_, at) => (at === 5 ? { difference: -0.3, low: -0.4, high: -0.2, standardError: 0.01 } : null)),
    alone: 0,
    ownMean: null,
    verdict: { adapters: 'helps' as const, deaf: false },
  };
  const strengths = {
    strengths: [0, 1],
    auc: [0.5, 0.7],
    byDomain: [
      [0.5, 0.5, null],
      [0.6, 0.7, 0.8],
    ],
    rows: [],
  };
  const { rows, columns } = insideTable({ ...run, looks: [], ablation, strengths });
  const found = rows.map((cells) => Object.fromEntries(cells.flatMap((cell, i) => (cell === null ? [] : [[columns[i], cell]]))));
  expect(found).toContainEqual({ measure: 'test AUC', domain: domains[1], value: 0.8 });
  expect(found).toContainEqual({ measure: 'change of test AUC, low end', domain: domains[1], other: 'off', value: -0.2 });
  expect(found).toContainEqual({ measure: 'change of test AUC', domain: domains[1], other: domains[2], value: -0.3 });
  expect(found).toContainEqual({ measure: 'test AUC', domain: domains[2], other: 'strength 1', value: 0.8 });
  expect(found).toContainEqual({ measure: 'test AUC', other: 'strength 0', value: 0.5 });
});
