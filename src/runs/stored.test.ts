import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { DEMOS } from '../config/demos';
import type { RunConfigInput } from '../config/run-config';
import { decodeRun } from './decode';
import { isTrained, RECORD_VERSION } from './record';
import { configOf, DEFAULT_RUN, MOST_GZIPPED, nearestStored, ofSameData, pathOf, STORED_RUNS, type StoredRun, storedOf, trainAlike } from './stored';

const configured = (demo: string, rest: RunConfigInput = {}) => {
  const { roles } = DEMOS.find(({ name }) => name === demo) as (typeof DEMOS)[number];
  return completeRunConfig({ ...rest, data: { source: { demo } } }, roles);
};

describe('which runs are stored', () => {
  test('two of each demo, and the paper’s first model where domains conflict', () => {
    expect(STORED_RUNS.map(({ name }) => name)).toEqual([...DEMOS.flatMap(({ name }) => [`${name}-dcn`, `${name}-wide-deep`]), 'conflict-mlp']);
    expect(trainAlike(configOf(DEFAULT_RUN), completeRunConfig({}, (DEMOS[0] as (typeof DEMOS)[number]).roles))).toBe(true);
  });

  test('one fits the settings that it was recorded with, whatever the engine', () => {
    for (const run of STORED_RUNS) {
      expect(storedOf(configOf(run))).toBe(run);
      expect(storedOf({ ...configOf(run), engine: 'cpu' })).toBe(run);
    }
    expect(storedOf(configured('many', { model: { backbone: 'wide-deep' } }))?.name).toBe('many-wide-deep');
  });

  test.each<[string, RunConfigInput]>([
    ['k', { model: { k: 4 } }],
    ['a seed', { seed: 2 }],
    ['a split', { split: { ratios: [0.6, 0.2, 0.2] } }],
    ['epochs', { train: { epochs: 3 } }],
    ['a backbone without a run', { model: { backbone: 'star' } }],
  ])('none fits another of %s', (_, rest) => {
    expect(storedOf(configured('conflict', rest))).toBeUndefined();
  });

  test.each<[string, ReturnType<typeof configured>, string]>([
    ['of demo and backbone', configured('tiny', { model: { backbone: 'wide-deep', k: 4 } }), 'tiny-wide-deep'],
    ['of the demo', configured('tiny', { model: { backbone: 'mlp' } }), 'tiny-dcn'],
    ['of all', { ...configured('tiny'), data: { ...configured('tiny').data, source: { file: 'rows.csv' } } }, 'conflict-dcn'],
  ])('the nearest one %s', (_, config, name) => {
    expect(nearestStored(config).name).toBe(name);
  });
});

/** The files, as the page is served them. */
const folder = 'public';
const present = STORED_RUNS.filter((run) => existsSync(join(folder, pathOf(run))));

describe('the stored runs', () => {
  test('the default one is there, and there is no other than those that the page asks for', () => {
    expect(present).toEqual(STORED_RUNS);
    expect(present).toContain(DEFAULT_RUN);
    const expected = present.map((run) => pathOf(run).replace('runs/', ''));
    expect(readdirSync(join(folder, 'runs')).toSorted()).toEqual(expected.toSorted());
  });

  test.each(present)('$name is light, and a whole run with today’s settings: both models, looks, and what was asked', (stored) => {
    const text = readFileSync(join(folder, pathOf(stored)), 'utf8');
    expect(gzipSync(text).length).toBeLessThanOrEqual(MOST_GZIPPED);
    expect(JSON.parse(text).version).toBe(RECORD_VERSION);
    const run = decodeRun(text);
    if (!isTrained(run)) throw new Error('It is not trained.');
    expect(run).toMatchObject({ id: stored.name, phase: 'done', config: configOf(stored), engine: { name: 'wasm' } });
    expect(run.data.domains.map(({ name }) => name)).toEqual(run.test.domains.map(({ name }) => name));
    expect(run.baseline?.epochs.length).toBeGreaterThan(3);
    expect(run.losses.length).toBeGreaterThan(run.epochs.length);
    expect(run.calibration?.map(({ rows }) => rows)).toEqual([run.test.rows, ...run.test.domains.map(({ rows }) => rows)]);
    const changes = run.ablation?.conditions.map(({ name }) => name).filter((name) => name !== 'own mean') ?? [];
    expect(changes).toEqual(['off', 'as another', 'within', 'across']);
    expectLooks(run, stored);
  });

  test('the default one also holds how it goes from the authors’ start: the generated matrices stay of rank 1', () => {
    const { authorsStart } = decodeRun(readFileSync(join(folder, pathOf(DEFAULT_RUN)), 'utf8'));
    expect(authorsStart?.down.every((rank) => rank < 1.01)).toBe(true);
  });
});

function expectLooks({ looks, probes, bestEpoch, epochs, data }: ReturnType<typeof decodeRun>, { name }: StoredRun): void {
  expect(looks.length, name).toBeGreaterThanOrEqual(5);
  expect(looks[0]?.epoch).toBe(0);
  expect(looks.at(-2)?.epoch).toBe(epochs.length);
  const last = looks.at(-1) as (typeof looks)[number];
  expect(last).toMatchObject({ final: true, epoch: bestEpoch });
  const domains = data?.domains.length as number;
  const each = (probes?.rows.length as number) / domains;
  expect(each).toBeGreaterThanOrEqual(10);
  expect(probes?.columns.every(({ codes }) => codes.length === each * domains)).toBe(true);
  expect(last.instances?.h).toHaveLength(each * domains * last.k ** 2);
  expect(last.domains.every(({ rows }) => rows >= each)).toBe(true);
  for (const { map } of looks) expect(map?.coordinates).toHaveLength(2 * each * domains);
}

test('other data: another demo, size or file, not other roles', () => {
  const usual = configOf(DEFAULT_RUN);
  const of = (source: typeof usual.data.source) => ({ ...usual, data: { ...usual.data, source } });
  expect(ofSameData(usual, usual)).toBe(true);
  expect(ofSameData(usual, { ...usual, data: { ...usual.data, dense: [] } })).toBe(true);
  for (const source of [{ demo: 'tiny' }, { demo: 'conflict', rows: 500 }, { file: 'my.csv' }]) expect(ofSameData(usual, of(source))).toBe(false);
});
