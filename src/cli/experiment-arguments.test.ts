import { expect, test } from 'vitest';
import { parseExperimentArguments } from './experiment-arguments';

test('what is left out, and what is said', () => {
  expect(parseExperimentArguments([])).toMatchObject({ engine: 'wasm', inside: 'look', out: 'experiment', help: false });
  expect(
    parseExperimentArguments(['a.json', '--seeds', '1-3,7', '--data', 'demo:many', '--reference', 'A', '--jobs', '1', '--out', 'x', '--inside', 'none']),
  ).toEqual({
    ...{ file: 'a.json', seeds: [1, 2, 3, 7], data: ['demo:many'], reference: 'A', jobs: 1, out: 'x', engine: 'wasm', inside: 'none', help: false },
  });
});

test.each([
  [['a.json', 'b.json'], /"b.json" is one file too many/],
  [['--engine', 'gpu'], /there is no engine "gpu"/],
  [['--seeds', '3-1'], /neither a seed nor a range/],
  [['--jobs', '0'], /no number of runs/],
  [['--inside', 'all'], /there is no "all" for an experiment/],
  [['--sedes', '1'], /sedes/],
])('%j is refused', (args, message) => {
  expect(() => parseExperimentArguments(args)).toThrow(message);
});
