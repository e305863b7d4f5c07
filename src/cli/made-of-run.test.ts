import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeRun } from '../runs/decode';
import { doneRun } from '../runs/run.test-helper';
import { madeOfRun } from './made-of-run';

test.each(['inside', 'inside-table'] as const)('%s of a run without looks is refused, with where to get them', (as) => {
  const run = doneRun();
  expect(run.looks).toEqual([]);
  expect(() => madeOfRun(as, run)).toThrow(
    /^RUN: this run holds no looks inside: none was asked for\. Train it again: .* unless `--inside none` says otherwise\./,
  );
  const alone = { ...run, config: { ...run.config, model: { ...run.config.model, adapters: [] } } };
  expect(() => madeOfRun(as, alone)).toThrow('since its model has no adapters. Name a run with HAMUR.');
});

test('a run that the page has looked into has them, and any run has the rest', () => {
  const stored = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8'));
  expect(JSON.parse(madeOfRun('inside', stored)).looks).toHaveLength(stored.looks.length);
  const lines = madeOfRun('inside-table', stored).trim().split(/\r?\n/);
  expect([lines[0], lines.length > 100]).toEqual(['measure,epoch,step,final,layer,domain,other,row,i,j,value', true]);
  // What was measured without a look is worth a file too.
  expect(JSON.parse(madeOfRun('inside', { ...stored, looks: [] }))).toMatchObject({ looks: [], ablation: expect.anything() });
  expect(madeOfRun('curves', doneRun())).toContain('0.7');
  expect(JSON.parse(madeOfRun('config', doneRun()))).toEqual(JSON.parse(JSON.stringify(doneRun().config)));
});
