import { env, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunConfigInput } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import { startCpu } from '../../engine/cpu/start';
import type { Engine } from '../../engine/engine';
import { passesOf } from '../../measures/ablation-passes';
import { matrixScale } from '../../model/hyper-network';
import type { Ablation, DomainMean } from '../../protocol/insight';
import { Batcher, modelShape } from '../../training/rows/batch';
import type { Learner } from '../../training/step';
import { demoRun, learnerOf, SMALL } from '../../training/test-helpers';
import { editedRows } from '../edited-rows';
import type { Subject } from '../subject';
import { ablate } from './ablation';
import { planted } from './planted.test-helper';

const PACE = { breathe: async () => {} };
const BATCH = 4;

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

/** A model at its start in reference mode, where batches are those of evaluation, and a mean H for each domain. */
function subjectOf(domains?: number, rows = 150, batch = BATCH, own = false): { subject: Subject; means: DomainMean[] } {
  const model: RunConfigInput['model'] = { ...SMALL.model, fidelity: 'reference', adapterInit: 'near-identity', ...(own && { towerRows: 'own' }) };
  const { config, data: whole } = demoRun({ ...SMALL, data: { source: { demo: 'conflict', rows } }, model });
  const data: EncodedData =
    domains === undefined ? whole : { ...whole, domains: whole.domains.slice(0, domains), domainIds: whole.domainIds.map((d) => Math.min(d, domains - 1)) };
  const { learner, batcher } = learnerOf(engine, { config, data }, batch);
  const batcherOf: Subject['batcherOf'] = (rows) => new Batcher(rows, modelShape(data, config.model), { size: batch, parallelSums: false, sorted: own });
  const means = data.domains.map((_, d) => ({ rows: 5, h: new Float32Array(config.model.k ** 2).fill(0.5 * (d + 1)) }));
  return { subject: { learner, batcher, batcherOf, data, table: { name: '', rows, columns: [], hash: '', warnings: [] } }, means };
}

test.each([1, 2, 3])('with %d domains it takes as many passes as the page says', async (count) => {
  const { subject, means } = subjectOf(count);
  const passes: [number, number][] = [];
  const { conditions, verdict, swapped } = await ablate(subject, means, 1, PACE, (done, total) => passes.push([done, total]));
  expect(passes).toEqual(Array.from({ length: passesOf(count) }, (_, i) => [i + 1, passesOf(count)]));
  // Of one domain, as another says nothing.
  expect(conditions.some(({ name }) => name === 'as another')).toBe(count > 1);
  expect('domain' in verdict).toBe(count > 1);
  expect(swapped).toHaveLength(count ** 2);
});

/** The same rows, split so that a domain has none for a purpose. */
function without(data: EncodedData, part: 'train' | 'test', domain: number): EncodedData {
  return { ...data, split: { ...data.split, [part]: data.split[part].filter((position) => data.domainIds[position] !== domain) } };
}

test('no row is made to be of a domain without training rows; its own rows are made to be of others', async () => {
  const { subject, means } = await planted(engine, {}, { sees: 'all' });
  const all = await ablate(subject, means, 1, PACE, () => {});
  expect(all.untrained).toEqual([]);
  const passes: [number, number][] = [];
  const two = await ablate({ ...subject, data: without(subject.data, 'train', 1) }, means, 1, PACE, (done, total) => passes.push([done, total]));
  expect(two.untrained).toEqual([1]);
  expect(passes.at(-1)).toEqual([passesOf(3) - 1, passesOf(3) - 1]);
  // Of the domains 0 and 2 only the other one is left; domain 1 has both, as before.
  const of = ({ conditions }: Ablation) => conditions.find(({ name }) => name === 'as another')?.byDomain;
  expect(of(two)?.[0]).toEqual(all.swapped[2]);
  expect(of(two)?.[2]).toEqual(all.swapped[6]);
  expect(of(two)?.[1]).toEqual(of(all)?.[1]);
  expect(of(two)?.[0]?.difference).not.toBe(of(all)?.[0]?.difference);
  expect(two.swapped.map((change) => change === null)).toEqual([false, true, false, false, false, false, false, true, false]);
});

test('where one domain alone has training rows, its own rows are taken for no other', async () => {
  const { subject, means } = subjectOf(2, 1500, 64);
  const { conditions, untrained } = await ablate({ ...subject, data: without(subject.data, 'train', 1) }, means, 1, PACE, () => {});
  expect(untrained).toEqual([1]);
  const [own, other] = conditions.find(({ name }) => name === 'as another')?.byDomain ?? [];
  expect(own).toBeNull();
  expect(other).not.toBeNull();
});

test('a domain without test rows has no changes, and the mean is over the others', async () => {
  const { subject, means } = await planted(engine, {}, { sees: 'all' });
  const { rows, trained, conditions, swapped, verdict } = await ablate({ ...subject, data: without(subject.data, 'test', 1) }, means, 1, PACE, () => {});
  expect(rows[1]).toBe(0);
  expect(trained[1]).toBeNull();
  for (const { byDomain, mean } of conditions) {
    expect(byDomain.map((change) => change === null)).toEqual([false, true, false]);
    expect(mean?.difference).toBeCloseTo(((byDomain[0]?.difference as number) + (byDomain[2]?.difference as number)) / 2, 12);
  }
  // Others are taken for it all the same: it was trained.
  expect([1, 3, 4, 5].map((at) => swapped[at] === null)).toEqual([false, true, true, true]);
  expect(verdict.adapters).not.toBe('unknown');
});

test('a domain without probe rows has no mean H', async () => {
  const { subject, means } = await planted(engine, {}, { sees: 'all' });
  const { conditions } = await ablate(
    subject,
    means.map((mean, d) => (d === 1 ? { ...mean, rows: 0 } : mean)),
    1,
    PACE,
    () => {},
  );
  const own = conditions.find(({ name }) => name === 'own mean');
  if (own) expect(own.byDomain.map((change) => change === null)).toEqual([false, true, false]);
  for (const { name, byDomain } of conditions) if (name !== 'own mean') expect(byDomain).not.toContain(null);
});

test('rows without another of their domain in their batch are counted', async () => {
  const { subject, means } = subjectOf();
  const { alone } = await ablate(subject, means, 1, PACE, () => {});
  const { split, domainIds } = subject.data;
  let lone = 0;
  for (let start = 0; start < split.test.length; start += BATCH) {
    const own = Array.from(split.test.subarray(start, start + BATCH), (row) => domainIds[row]);
    lone += own.filter((domain) => own.filter((other) => other === domain).length === 1).length;
  }
  expect(lone).toBeGreaterThan(0);
  expect(alone).toBeCloseTo(lone / split.test.length, 12);
});

interface Given {
  pass: number;
  rows: Int32Array;
  given: Float32Array;
  taken: Float32Array;
  whole: Float32Array[];
}

/** The H that each pass gives to the rows of each batch, by their place: its first value, as the adapters use it, and as it was put out, and all its values. */
async function givenBy(subject: Subject, means: DomainMean[]): Promise<Given[]> {
  const { learner, batcher, data } = subject;
  const { k } = learner.model.config;
  const size = k * k;
  const places = tensor3d(
    Float32Array.from({ length: batcher.size * size }, (_, i) => Math.floor(i / size)),
    [1, batcher.size, size],
  );
  const seen: Given[] = [];
  let pass = 0;
  let rows = new Int32Array();
  const make: Subject['batcher']['make'] = (positions) => {
    // As they lie in the batch.
    const own = learner.model.config.towerRows === 'own';
    rows = own ? positions.slice().sort((a, b) => (data.domainIds[a] as number) - (data.domainIds[b] as number)) : positions.slice();
    return batcher.make(positions);
  };
  const predict: Learner['predict'] = (batch, inside) => {
    const made = inside?.replace?.(places)?.dataSync() as Float32Array | undefined;
    const scale = matrixScale(learner.model.config);
    const first = Float32Array.from({ length: batch.count }, (_, place) => made?.[place * size] ?? -1);
    const whole = Array.from(rows, (_, place) => made?.slice(place * size, (place + 1) * size) ?? new Float32Array());
    if (made) seen.push({ pass, rows, given: first.map((value) => value * scale), taken: first, whole });
    return learner.predict(batch, inside);
  };
  const watched = Object.create(batcher, { make: { value: make } }) as Subject['batcher'];
  await ablate({ ...subject, batcher: watched, learner: Object.create(learner, { predict: { value: predict } }) }, means, 1, PACE, (done) => {
    pass = done;
  });
  return seen;
}

describe.each([
  ['as they come', false],
  ['sorted by domain', true],
])('in batches %s', (_, own) => {
  test('with its mean every row has the H of its domain, as the adapters use it', async () => {
    const { subject, means } = subjectOf(undefined, 300, 16, own);
    expect(matrixScale(subject.learner.model.config)).not.toBe(1);
    const third = (await givenBy(subject, means)).filter(({ pass }) => pass === 2);
    expect(third.length).toBeGreaterThan(1);
    for (const { rows, given } of third)
      for (const [i, row] of rows.entries()) expect(given[i]).toBeCloseTo(0.5 * ((subject.data.domainIds[row] as number) + 1), 5);
  });

  test('as another domain every row has, at its own place, what the hyper-network makes of it alone with its domain changed', async () => {
    const { subject, means } = await planted(engine, own ? { towerRows: 'own' } : {}, { sees: 'all' }, { rows: 1000 });
    const { learner, data, batcherOf } = subject;
    const seen = (await givenBy(subject, means)).filter(({ pass }) => pass >= 3 && pass < 6);
    const all = new Set<string>();
    for (const { pass, rows, whole } of seen) {
      for (const [i, row] of rows.entries()) {
        const alone = batcherOf(editedRows(data, [{ position: row, domain: pass - 3 }]));
        const batch = alone.make(Int32Array.of(0));
        const expected = learner.hyperOutput(batch, 1).dataSync();
        for (const each of [batch, alone]) each.dispose();
        expect(whole[i]).toHaveLength(expected.length);
        for (const [j, value] of expected.entries()) expect(whole[i]?.[j]).toBeCloseTo(value, 6);
        all.add(expected.join());
      }
    }
    expect(all.size).toBeGreaterThan(100);
  });

  test('within a domain H comes from another of its own rows', async () => {
    const { subject, means } = subjectOf(undefined, 600, 32, own);
    const { domainIds } = subject.data;
    // After the trained model, no adapters, own means and the three domains come the five shuffles within.
    const seen = (await givenBy(subject, means)).filter(({ pass }) => pass >= 6 && pass < 11);
    let moved = 0;
    for (const { rows, taken } of seen) {
      for (const [place, row] of rows.entries()) {
        const from = taken[place] as number;
        moved += Number(from !== place);
        expect(domainIds[rows[from] as number]).toBe(domainIds[row]);
      }
    }
    expect(moved).toBeGreaterThan(100);
  });
});

test('as another is the mean over all other domains; on the diagonal nothing is changed', async () => {
  const { subject, means } = await planted(engine, {}, { sees: 'all' });
  const { conditions, swapped } = await ablate(subject, means, 1, PACE, () => {});
  const changes = conditions.find(({ name }) => name === 'as another')?.byDomain;
  const at = (own: number, other: number) => swapped[3 * own + other]?.difference as number;
  expect(new Set(swapped.map((each) => each?.difference)).size).toBe(7);
  for (const [d, [a, b]] of [
    [1, 2],
    [0, 2],
    [0, 1],
  ].entries()) {
    expect(changes?.[d]?.difference).toBeCloseTo((at(d, a as number) + at(d, b as number)) / 2, 12);
    expect(swapped[3 * d + d]).toEqual({ difference: 0, low: 0, high: 0, standardError: 0 });
  }
});
