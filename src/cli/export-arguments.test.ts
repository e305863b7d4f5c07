import { expect, test } from 'vitest';
import { parseExportArguments } from './export-arguments';

test('a run, what to make, and where to', () => {
  expect(parseExportArguments(['run.json', '--as', 'report', '--out', 'run.html'])).toEqual({ run: 'run.json', as: 'report', out: 'run.html' });
  expect(parseExportArguments(['run.json', '--as', 'curves'])).toEqual({ run: 'run.json', as: 'curves' });
  expect(parseExportArguments(['--help'])).toBeUndefined();
});

test.each([
  [['--as', 'report'], 'one run file'],
  [['a', 'b', '--as', 'report'], 'one run file'],
  [['a'], 'not said'],
  [['a', '--as', 'pdf'], '“pdf”'],
  [['a', '--as', 'weights'], 'holds no weights'],
  [['a', '--as', 'torch'], '--torch FILE'],
  [['a', '--nothing'], '--nothing'],
])('%j is refused', (argv, said) => {
  expect(() => parseExportArguments(argv)).toThrow(said);
});
