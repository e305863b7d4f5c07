import { expect, test } from 'vitest';
import { STORED_RUNS } from '../runs/stored';
import { parseRecordArguments } from './record-arguments';

test('without arguments all stored runs are meant, and those that are up to date are skipped', () => {
  expect(parseRecordArguments([])).toEqual({ only: STORED_RUNS, anew: false });
});

test('some of them, whether they are up to date or not', () => {
  const { only, anew } = parseRecordArguments(['--only', 'many-wide-deep,conflict-mlp', '--anew']);
  expect(only.map(({ name }) => name)).toEqual(['many-wide-deep', 'conflict-mlp']);
  expect(anew).toBe(true);
});

test.each([
  [['--only', 'conflict'], /^--only: there is no stored run "conflict"\. Choose from conflict-dcn, conflict-wide-deep, /],
  [['--only', 'conflict-dcn, conflict-mlp'], /^--only: there is no stored run " conflict-mlp"/],
  [['--all'], /^arguments: Unknown option '--all'/],
])('%j says what is allowed', (args, message) => {
  expect(() => parseRecordArguments(args)).toThrow(message);
});
