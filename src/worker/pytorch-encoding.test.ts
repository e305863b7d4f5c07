import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { openFiles } from '../data';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { pytorchProject } from '../exports/pytorch/project';
import { FULL } from '../lib/full.test-helper';
import { python, run } from './python-forks.test-helper';
import { trainedParts, unpacked } from './pytorch-project.test-helper';

/** Rows as other people write them: lists, gaps, decimal commas, names that Python or PyTorch keep for themselves. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu('a test');
});

const ROWS = 400;
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
/** The last rows, which test, hold what the others do not. */
const isLate = (i: number) => i > 330 && i % 4 === 3;
const cells = (i: number): string[] => [
  pick(['a ', 'b'], i),
  String(i),
  pick(['clk', 'noclk', 'noclk', 'clk', 'NA'], (i * 7) % 11),
  i % 41 === 0 ? '' : String(18 + ((i * 13) % 50)),
  isLate(i) ? `late${i}` : pick(['uk', ' de', 'fr ', 'null', 'é', '日本', '<unk>'], (i * i) % 13),
  pick(['Drama|War', 'Comedy', '', 'War|NA|Drama', "['a|b', 'c']", 'x | y'], (i * 5) % 17),
  `u${(i * 31) % 97}`,
  i % 23 === 0 ? 'NA' : `${(i * 37) % 100},${i % 10}5`,
  String(isLate(i) ? 1e6 + i : Math.round(Math.exp((i % 20) / 2))),
  String(((i * 17) % 30) / 4 - 3),
  i % 19 === 0 ? '' : String((i % 5) / 2),
  pick(['Drama', 'War', 'Opera'], i * 3),
];
const COLUMNS = ['shop', 'n', 'outcome', 'age', 'type', 'genres.all', 'items', 'price', 'views', 'score', 'worth', 'liked'];
const TSV = [COLUMNS, ...Array.from({ length: ROWS }, (_, i) => cells(i))].map((row) => row.join('\t')).join('\n');

const INPUT: RunConfigInput = {
  data: {
    source: { file: 'rows.tsv' },
    label: { column: 'outcome' },
    domain: { column: 'age', cuts: [25, 40], gaps: 'own' },
    sparse: [
      'type',
      { name: 'genres', column: 'genres.all', take: 'mean', separator: '|', embedding: 4 },
      { name: 'first', column: 'genres.all', take: 'first', separator: '|', least: 5 },
      { name: 'values', column: 'items', hash: 13 },
      { name: 'liked', column: 'liked', share: 'genres' },
    ],
    dense: [
      { column: 'price', scale: 'standard', clip: false },
      { column: 'views', scale: 'log1p' },
      { column: 'score', scale: 'quantiles' },
      { column: 'age', clip: true },
    ],
    weight: 'worth',
  },
  split: { timeColumn: 'n', ratios: [0.8, 0.1, 0.1] },
  model: { backbone: 'wide-deep', layers: [4], adapters: [1], embedding: 3, hyper: [3], k: 2, bottleneck: 2 },
  train: { batch: 50, epochs: 1, baseline: false },
};

const groups: RunConfigInput = {
  ...INPUT,
  data: {
    ...INPUT.data,
    label: { column: 'views', positive: '> 60' },
    domain: { column: 'age', groups: [{ name: 'young', values: '< 30' }, '30..44', { name: 'named', values: '= 45, 46, "47"' }, '>= 48'] },
    dense: ['price'],
    fitOn: 'all',
  },
  model: { ...INPUT.model, backbone: 'star', fidelity: 'reference' },
};

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch)', () => {
  const cases: [string, RunConfigInput][] = [
    ['cuts, lists, hashes, scales, weights', INPUT],
    ['groups, a test of the label, vocabularies of all rows', groups],
    ['combinations of columns', { ...INPUT, data: { ...INPUT.data, domain: { columns: ['liked', 'shop'] }, dense: [] } } as RunConfigInput],
  ];
  test.each(FULL ? cases : cases.slice(0, 2))('rows are encoded there as here: %s', async (_, input) => {
    const { table } = await openFiles([new File([TSV], 'rows.tsv')], { as: undefined, choices: undefined, sample: { seed: 1 } });
    const { parts } = await trainedParts(engine, table, { label: { column: 'outcome' }, domain: { column: 'age' }, sparse: [], dense: [] }, input);
    const folder = unpacked(pytorchProject(parts));
    try {
      const { status, text } = await run(folder, ['-m', 'unittest']);
      expect(status, text).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
