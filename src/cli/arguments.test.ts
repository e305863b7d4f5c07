import { expect, test } from 'vitest';
import { parseTrainArguments, withSetting } from './arguments';

test('everything that can be said', () => {
  const args =
    '--data a.csv --data b.csv --dry-run --config run.json --set model.k=20 --set model.adapters=[] --set data.label.positive=>=4 --engine cpu --seed 7 --out r.json --inside all --weights w.safetensors --predictions p.csv --predictions-of all';
  expect(parseTrainArguments(args.split(' '))).toEqual({
    data: ['a.csv', 'b.csv'],
    dryRun: true,
    config: 'run.json',
    set: [
      [['model', 'k'], 20],
      [['model', 'adapters'], []],
      [['data', 'label', 'positive'], '>=4'],
    ],
    engine: 'cpu',
    seed: 7,
    out: 'r.json',
    inside: 'all',
    weights: 'w.safetensors',
    predictions: 'p.csv',
    'predictions-of': 'all',
    help: false,
  });
  expect(parseTrainArguments([])).toEqual({ set: [], inside: 'look', 'predictions-of': 'test', dryRun: false, help: false });
  expect(parseTrainArguments(['--data', 'demo:many']).data).toEqual(['demo:many']);
  expect(parseTrainArguments(['-h']).help).toBe(true);
});

test.each([
  [['--dta', 'x'], /^arguments: Unknown option '--dta'\. Use --help/],
  [['--data'], /^arguments: Option '--data <value>' argument missing\. /],
  [['file.csv'], /^arguments: Unexpected argument 'file\.csv'/],
  [['--engine', 'gpu'], /^--engine: there is no engine "gpu"\. Choose auto, webgpu, wasm, cpu\./],
  [['--seed', '1.5'], /^--seed: "1\.5" is not a whole number\. /],
  [['--data', 'demo:many', '--data', 'a.csv'], /^--data: a demo set stands alone\. /],
  [['--out', 'r.json', '--inside', 'some'], /^--inside: there is no "some"\. Choose none, look, all\./],
  [['--inside', 'all'], /^--inside: nothing is written that holds it\. Name a file for the result with --out\./],
  [['--predictions', 'p.csv', '--predictions-of', 'toString'], /^--predictions-of: there is no part "toString"\. Choose one of train, val, test, all\./],
  [['--predictions-of', 'all'], /^--predictions-of: nothing is written that holds them\. Name a file/],
  [['--set', 'model.k'], /^--set: "model\.k" is no setting\. Write PATH=VALUE/],
])('%j', (args, message) => {
  expect(() => parseTrainArguments(args)).toThrow(message);
});

test('a setting is laid over the configuration and changes nothing else', () => {
  const config = { model: { k: 3, layers: [4] }, seed: 1 };
  expect(withSetting(config, ['model', 'k'], 20)).toEqual({ model: { k: 20, layers: [4] }, seed: 1 });
  expect(withSetting(config, ['data', 'label', 'column'], 'y')).toEqual({ ...config, data: { label: { column: 'y' } } });
  expect(config.model.k).toBe(3);
});
