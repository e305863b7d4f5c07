import { expect, test } from 'vitest';
import { DEMOS } from '../config/demos';
import { KILL_PARTS } from './proofs/kills/pieces';
import type { Run } from './proofs/proof';
import { TEST_PARTS } from './proofs/tests';
import { isAsked, onEngine, parseVerifyArguments } from './verify-arguments';

const DEMO = (DEMOS[0] as (typeof DEMOS)[number]).name;

test('without arguments all is asked, one run for each core', () => {
  const { jobs, ...rest } = parseVerifyArguments([]);
  expect(rest).toEqual({
    only: ['demo', 'gallery', 'ml-100k', 'ml-1m', 'scenario-wise', ...TEST_PARTS, ...KILL_PARTS],
    engine: 'wasm',
    movielens: [],
    tables: false,
    prune: false,
    forget: [],
    help: false,
  });
  expect(jobs).toBeGreaterThanOrEqual(1);
});

test('all of them', () => {
  const text = `--only demo,tests --seeds 11-13,20 --demos ${DEMO} --backbones dcn,m3oe --engine webgpu --runs demo/x --runs ml-1m --jobs 3 --movielens a --movielens b --tables --prune --forget demo/x`;
  expect(parseVerifyArguments(text.split(' '))).toEqual({
    only: ['demo', 'tests'],
    seeds: [11, 12, 13, 20],
    demos: [DEMO],
    backbones: ['dcn', 'm3oe'],
    engine: 'webgpu',
    runs: ['demo/x', 'ml-1m'],
    jobs: 3,
    movielens: ['a', 'b'],
    tables: true,
    prune: true,
    forget: ['demo/x'],
    help: false,
  });
});

test('who names seeds, demos, backbones or keys means runs, not tests', () => {
  for (const args of [
    ['--seeds', '11'],
    ['--demos', DEMO],
    ['--backbones', 'dcn'],
    ['--runs', 'demo'],
  ]) {
    expect(parseVerifyArguments(args).only).toEqual(['demo', 'gallery', 'ml-100k', 'ml-1m', 'scenario-wise']);
    expect(parseVerifyArguments([...args, '--only', 'tests']).only).toEqual(['tests']);
  }
});

test.each([
  [['--only', 'demo,all'], /^--only: there is no "all"\. Choose from demo, gallery, ml-100k, ml-1m, scenario-wise, tests, files, /],
  [['--demos', 'none'], /^--demos: there is no "none"\. Choose from conflict/],
  [['--backbones', 'cnn'], /^--backbones: there is no "cnn"/],
  [['--engine', 'wasm,webgpu'], /^--engine: there is no engine "wasm,webgpu" to prove on\. Choose wasm or webgpu/],
  [['--seeds', '20-11'], /^--seeds: "20-11" is neither a seed nor a range/],
  [['--seeds', 'x'], /^--seeds: "x" is neither/],
  [['--jobs', '0'], /^--jobs: "0" is no number of runs/],
  [['--what'], /^arguments: Unknown option '--what'/],
])('%j says what is allowed', (args, message) => {
  expect(() => parseVerifyArguments(args)).toThrow(message);
});

const run = (change: Partial<Run>): Run => ({
  key: '',
  part: 'demo',
  demo: DEMO,
  backbone: 'dcn',
  seed: 12,
  config: {},
  asked: { look: true, ablation: true },
  ...change,
});
const ML = run({ part: 'ml-100k', seed: 2022 });
delete ML.demo;

test.each<[args: string, run: Run, asked: boolean]>([
  ['', run({}), true],
  ['', ML, true],
  ['--only ml-100k', run({}), false],
  ['--only ml-100k', ML, true],
  ['--seeds 11-12', run({}), true],
  ['--seeds 13', run({}), false],
  [`--demos ${DEMO}`, run({}), true],
  [`--demos ${DEMO}`, run({ demo: 'another' }), false],
  // Who names demos means demos.
  [`--demos ${DEMO}`, ML, false],
  ['--backbones dcn', ML, true],
  ['--backbones mlp', run({}), false],
  ['--runs demo/b', run({ key: 'demo/a/1' }), false],
  ['--runs demo/b --runs demo/a', run({ key: 'demo/a/1' }), true],
  ['--runs demo/a --only ml-1m', run({ key: 'demo/a/1' }), false],
])('"%s" narrows the runs: case %#', (args, each, asked) => {
  expect(isAsked(parseVerifyArguments(args.split(' ').filter(Boolean)), each)).toBe(asked);
});

test('a run trains on the engine that it states, else on the one that is asked for', () => {
  const args = parseVerifyArguments(['--engine', 'webgpu']);
  expect(onEngine(args, run({ config: { engine: 'wasm', seed: 3 } })).config).toEqual({ engine: 'wasm', seed: 3 });
  expect(onEngine(args, run({ config: { seed: 3 } })).config).toEqual({ engine: 'webgpu', seed: 3 });
  expect(onEngine(parseVerifyArguments([]), run({})).config).toEqual({ engine: 'wasm' });
});
