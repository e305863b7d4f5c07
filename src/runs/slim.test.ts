import { describe, expect, test } from 'vitest';
import type { Look, ProbeRows } from '../protocol/insight';
import type { Walk } from '../protocol/walk';

import { encodeRun, readRun } from './file';
import type { RunRecord } from './record';
import { SUMMARY, startedRun } from './run.test-helper';
import { drawn, fitted, SHARES, slimmed } from './slim';

const DOMAINS = 3;
const PER_DOMAIN = 80;
const PROBES = DOMAINS * PER_DOMAIN;
const K = 4;
const noise = (length: number, from: number) => Float32Array.from({ length }, (_, i) => Math.sin(from + 1.7 * i) * (1 + (i % 5)));

const look = (epoch: number, final = false): Look & { walks: unknown[] } => ({
  step: 10 * epoch,
  epoch,
  final,
  k: K,
  bottleneck: 2,
  adapters: [{ layer: 1, width: 3 }],
  factors: [{ width: 3, bottleneck: 2, k: K, u1: noise(12, epoch), v1: noise(8, epoch), u2: noise(8, epoch), v2: noise(12, epoch) }],
  domains: Array.from({ length: DOMAINS }, (_, d) => ({ rows: PER_DOMAIN, h: noise(K * K, d) })),
  rows: [{ row: 7, domain: 0, h: noise(K * K, epoch) }],
  map: { coordinates: Float32Array.from({ length: 2 * PROBES }, (_, i) => i), explained: [1 / 3, 1 / 7] },
  similarity: { cka: [1 / 3, null], moved: [], cosine: [], energy: [], silhouette: { mean: 1 / 3, byDomain: [null] } },
  spectra: { h: [noise(4, 1)], adapters: [{ down: [noise(2, 2)], up: [noise(2, 3)] }] },
  use: [{ size: [1 / 3], saturated: [1 / 7], dead: 0, still: 0.5 }],
  instances: {
    h: Float32Array.from({ length: PROBES * K * K }, (_, i) => Math.floor(i / (K * K))),
    predictions: Float32Array.from({ length: PROBES }, (_, i) => i),
  },
  walks: [{ prediction: 1 / 3 } as Walk],
});

const probes: ProbeRows = {
  rows: Int32Array.from({ length: PROBES }, (_, i) => 1000 + i),
  domains: Int32Array.from({ length: PROBES }, (_, i) => Math.floor(i / PER_DOMAIN)),
  labels: Uint8Array.from({ length: PROBES }, (_, i) => i % 2),
  columns: [{ name: 'user', codes: Int32Array.from({ length: PROBES }, (_, i) => i), values: Array.from({ length: PROBES }, (_, i) => `u${i}`) }],
  paired: 64,
};

const run = (looks = 20): RunRecord => ({
  ...startedRun(),
  data: SUMMARY,
  phase: 'done',
  losses: [{ epoch: 1 / 3, loss: 2 / 3 }],
  baseline: { epochs: [], losses: [{ epoch: 1 / 7, loss: 1 / 3 }] },
  looks: [...Array.from({ length: looks }, (_, i) => look(i)), look(7, true)],
  probes,
});
const SHARE = { moments: 12, rows: 120, walks: 3 };

describe('a run to be drawn', () => {
  test('has looks at even distances: the start, the end of training, and the last, at the weights that were kept', () => {
    expect(slimmed(run(), SHARE).looks.map(({ epoch, final }) => (final ? 'kept' : epoch))).toEqual([0, 2, 4, 6, 8, 10, 11, 13, 15, 17, 19, 'kept']);
    expect(slimmed(run(), { ...SHARE, moments: 4 }).looks.map(({ epoch }) => epoch)).toEqual([0, 10, 19, 7]);
    expect(slimmed(run(5), SHARE).looks.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 7]);
  });

  test('has single rows and their matrices in the last look alone, and walks in a few', () => {
    const { looks } = slimmed(run(), SHARE);
    expect(looks.map(({ rows, instances }) => rows.length > 0 || instances !== undefined)).toEqual([...Array(11).fill(false), true]);
    expect(looks.filter((each) => 'walks' in each).map(({ epoch }) => epoch)).toEqual([0, 19, 7]);
    expect(
      slimmed(run(), { ...SHARE, walks: 2 })
        .looks.filter((each) => 'walks' in each)
        .map(({ epoch }) => epoch),
    ).toEqual([0, 7]);
  });

  test('has the first probe rows of each domain, with all that is said of them in their order', () => {
    const slim = slimmed(run(), SHARE);
    const kept = Array.from({ length: 120 }, (_, i) => Math.floor(i / 40) * PER_DOMAIN + (i % 40));
    expect([...(slim.probes?.rows ?? [])]).toEqual(kept.map((i) => 1000 + i));
    expect([...(slim.probes?.domains ?? [])]).toEqual(kept.map((i) => Math.floor(i / PER_DOMAIN)));
    expect([...(slim.probes?.labels ?? [])]).toEqual(kept.map((i) => i % 2));
    const [user] = slim.probes?.columns ?? [];
    expect([...(user?.codes ?? [])].map((code) => user?.values[code])).toEqual(kept.map((i) => `u${i}`));
    expect(user?.values).toHaveLength(120);
    for (const { map } of slim.looks) expect([...(map?.coordinates ?? [])]).toEqual(kept.flatMap((i) => [2 * i, 2 * i + 1]));
    const { instances } = slim.looks.at(-1) as Look;
    expect([...(instances?.predictions ?? [])]).toEqual(kept);
    expect([...(instances?.h ?? [])]).toEqual(kept.flatMap((i) => Array(K * K).fill(i)));
    // What was measured was measured of all of them.
    expect(slim.looks[3]?.domains.map(({ rows }) => rows)).toEqual([80, 80, 80]);
    expect(slim.probes?.paired).toBe(64);
  });

  test('rounds what is drawn, and keeps what is measured of models and rows', () => {
    const slim = slimmed({ ...run(), authorsStart: { epochs: [1 / 3], h: [], down: [], up: [], saturated: [], dead: [], walks: [1 / 3] } as never }, SHARE);
    expect([slim.losses, slim.baseline?.losses]).toEqual([[{ epoch: 0.33333, loss: 0.66667 }], [{ epoch: 0.14286, loss: 0.33333 }]]);
    expect(slim.looks[0]).toMatchObject({ similarity: { cka: [0.33333, null] }, use: [{ size: [0.33333] }], walks: [{ prediction: 1 / 3 }] });
    expect(slim.authorsStart).toMatchObject({ epochs: [0.33333], walks: [1 / 3] });
    expect(slim.config).toEqual(run().config);
    // Where these points lie depends on the machine's speed.
    const early = [{ epoch: 0.1, outOf: 30, val: {} }] as never;
    expect('early' in slimmed({ ...run(), early }, SHARE)).toBe(false);
  });

  test('comes back from its file with matrices to 1/4094 of the largest of each 256 numbers, and single rows’ to 1/254', () => {
    const slim = slimmed(run(), { ...SHARE, rows: 240 });
    const back = readRun(encodeRun(slim, { precision: drawn }));
    const [a, b] = [slim, back].map(({ looks }) => looks.at(-1) as Look) as [Look, Look];
    const pairs: [Float32Array | undefined, Float32Array | undefined, number][] = [
      [a.factors[0]?.u1, b.factors[0]?.u1, 4094],
      [a.domains[2]?.h, b.domains[2]?.h, 4094],
      [a.rows[0]?.h, b.rows[0]?.h, 254],
      [a.spectra.adapters[0]?.down[0], b.spectra.adapters[0]?.down[0], 4094],
      [a.map?.coordinates, b.map?.coordinates, 4094],
      [a.instances?.h, b.instances?.h, 254],
    ];
    for (const [was, is, steps] of pairs) {
      if (!was || !is) throw new Error('It is gone.');
      // The map has one scale; the other arrays but one are shorter than a block.
      const block = was === a.map?.coordinates ? was.length : 256;
      for (const [i, value] of was.entries()) {
        const start = i - (i % block);
        const most = Math.max(...was.subarray(start, start + block).map(Math.abs));
        expect(Math.abs((is[i] as number) - value)).toBeLessThanOrEqual((most / steps) * 1.001);
      }
    }
    expect(b.factors[0]?.u1).not.toEqual(a.factors[0]?.u1);
    expect(b).toMatchObject({ similarity: a.similarity, use: a.use });
  });
});

describe('as much as fits', () => {
  const weigh = async (text: string) => text.length;

  test('is the first share that is light enough', async () => {
    const all = encodeRun(slimmed(run(), SHARES[0] as (typeof SHARES)[number]), { precision: drawn }).length;
    expect((await fitted(run(), all, weigh)).share).toBe(SHARES[0]);
    const { share, text, weight } = await fitted(run(), all - 1, weigh);
    expect(share).toBe(SHARES[1]);
    expect(weight).toBe(text.length);
    expect(readRun(text).looks).toHaveLength(12);
  });

  test('says so where none is', async () => {
    await expect(fitted(run(), 1000, weigh)).rejects.toThrow(/takes \d+ bytes at the least, and may take 1000/);
  });

  test('each share is smaller than the one before it', async () => {
    const sizes = SHARES.map((share) => encodeRun(slimmed(run(), share), { precision: drawn }).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(SHARES.length);
  });
});
