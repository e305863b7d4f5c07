import { expect, test } from 'vitest';
import { parseExportArguments } from './export-arguments';

test('a run, what to make, and where to', () => {
  expect(parseExportArguments(['run.json', '--as', 'report', '--out', 'run.html'])).toEqual({ kind: 'run', run: 'run.json', as: 'report', out: 'run.html' });
  expect(parseExportArguments(['run.json', '--as', 'curves'])).toEqual({ kind: 'run', run: 'run.json', as: 'curves' });
  expect(parseExportArguments(['--help'])).toBeUndefined();
});

test('weights are opened, and a run file is trained again where that is said', () => {
  const of = (...argv: string[]) => parseExportArguments([...argv, '--out', 'o']);
  expect(of('w.safetensors', '--as', 'onnx')).toEqual({ kind: 'model', run: 'w.safetensors', as: 'onnx', out: 'o', trainAgain: false });
  expect(of('w.safetensors', '--as', 'predictions', '--predictions-of', 'all')).toMatchObject({ as: 'predictions', predicted: 'all' });
  expect(() => of('w.safetensors', '--as', 'predictions', '--predictions-of', 'some')).toThrow(/^--predictions-of: there is no part "some"/);
  expect(() => of('w.safetensors', '--as', 'onnx', '--predictions-of', 'all')).toThrow(/^--predictions-of: it goes with --as predictions/);
  expect(of('run.json', '--as', 'torch', '--train-again', '--data', 'a.csv')).toMatchObject({ as: 'torch', trainAgain: true, data: ['a.csv'] });
});

test.each([
  [['--as', 'report'], 'one run is needed'],
  [['a', 'b', '--as', 'report'], 'one run is needed'],
  [['a'], 'not said'],
  [['a', '--as', 'pdf'], '“pdf”'],
  [['a', '--as', 'figures'], '“figures” is a file'],
  [['a', '--as', 'weights', '--out', 'w'], 'holds no weights'],
  [['a', '--as', 'torch', '--train-again'], '“torch” is a file'],
  [['w.safetensors', '--as', 'report'], 'weights hold no report'],
  [['a', '--nothing'], '--nothing'],
])('%j is refused', (argv, said) => {
  expect(() => parseExportArguments(argv)).toThrow(said);
});
