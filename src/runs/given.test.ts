import { expect, test } from 'vitest';
import { encodeRun } from './file';
import { givenRun } from './given';
import type { RunRecord } from './record';
import { epochRecord, modelResult, startedRun } from './run.test-helper';

const done = (): RunRecord => ({ ...startedRun(), phase: 'done', epochs: [epochRecord(1, 0.7)], ...modelResult(0.7) });
const SAVED = Date.UTC(2026, 0, 2);

test('a run comes as it was, without a model, under its own id', () => {
  const run = done();
  const given = givenRun(encodeRun(run), 'result.json', SAVED);
  expect(given).toEqual({ ...run, recorded: '2026-01-02' });
  expect(givenRun(encodeRun({ ...run, phase: 'training' }), 'result.json', SAVED).phase).toBe('stopped');
});

test('an id that would name something here is made anew, the same each time', () => {
  for (const id of ['conflict-dcn', 'mabc.3', '../../x', '__proto__', '']) {
    const text = encodeRun({ ...done(), id });
    const { id: own } = givenRun(text, 'result.json', SAVED);
    expect(own).toMatch(new RegExp(`^${SAVED.toString(36)}-\\d+$`));
    expect(givenRun(text, 'again.json', SAVED).id).toBe(own);
  }
});

test('what is no run, torn, or without a result is refused in words', () => {
  const run = encodeRun(done());
  expect(() => givenRun(run.slice(0, -20), 'result.json', SAVED)).toThrow('this is no stored run: it is not JSON, or its numbers are torn');
  expect(() => givenRun(run.replace('"rows":4', '"rows":-4'), 'result.json', SAVED)).toThrow(/this is no stored run: .*rows/);
  expect(() => givenRun(encodeRun(startedRun()), 'result.json', SAVED)).toThrow('result.json: this run ended before it came to any result');
});
