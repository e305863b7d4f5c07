import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeRun } from './file';
import { GIVEN_HEAD, givenRun, kindOfJson } from './given';
import type { RunRecord } from './record';
import { epochRecord, modelResult, startedRun } from './run.test-helper';

const done = (): RunRecord => ({ ...startedRun(), phase: 'done', epochs: [epochRecord(1, 0.7)], ...modelResult(0.7) });
const SAVED = Date.UTC(2026, 0, 2);

test('what a file is shows in its beginning', () => {
  expect(kindOfJson(encodeRun(done()).slice(0, GIVEN_HEAD))).toBe('run');
  expect(kindOfJson(encodeRun(done(), { space: 2 }).slice(0, GIVEN_HEAD))).toBe('run');
  expect(kindOfJson(readFileSync('public/runs/conflict-dcn.json', 'utf8').slice(0, GIVEN_HEAD))).toBe('run');
  expect(kindOfJson('{\n  "data": "abc",\n  "contestants": [{ "name": "a", "config": {} }]\n}')).toBe('experiment');
  for (const space of [undefined, 2]) {
    expect(kindOfJson(JSON.stringify(done().config, null, space))).toBe('configuration');
    expect(kindOfJson(JSON.stringify({ train: [0, 2], val: [1], test: [] }, null, space))).toBe('split');
  }
  expect(kindOfJson('{ "version": 1, "model": { "k": 5 } }')).toBe('configuration');
  for (const data of ['{"model":{"name":"a"},"click":1}\n{"model":{"name":"b"},"click":0}', '{"train":"8:15","click":1}', '{"model":"a","data":{}}'])
    expect(kindOfJson(data)).toBeUndefined();
  expect(kindOfJson('[{"version":1,"id":2,"phase":3,"config":4}]')).toBeUndefined();
  expect(kindOfJson('{"user":1,"click":0}\n{"user":2,"click":1}')).toBeUndefined();
});

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
