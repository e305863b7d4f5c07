import { describe, expect, test } from 'vitest';
import { UserError } from '../lib/user-error';
import { decodeRun } from './decode';
import { encodeRun } from './file';
import { isTrained, type RunRecord } from './record';
import { epochRecord, modelResult, progressEvent, SUMMARY, startedRun } from './run.test-helper';
import { withEvent } from './with-event';

const finished = (): RunRecord => ({
  ...[
    progressEvent('model', 1, 0.5),
    { type: 'epoch' as const, variant: 'model' as const, record: epochRecord(1, 0.6), best: true },
    { type: 'finished' as const, variant: 'model' as const, result: modelResult(0.6) },
  ].reduce(withEvent, startedRun()),
  recorded: '2026-01-02',
  phase: 'done',
});

describe('a run as a file', () => {
  test('comes back as it was, but for what only its session knows', () => {
    const run = finished();
    const { progress: _, ...kept } = run;
    expect(decodeRun(encodeRun(run))).toEqual(kept);
  });

  test('with what the two models differ by, and without it where it was stored before that was measured', () => {
    const change = { difference: 0.0123456789, low: -0.001, high: 0.02, standardError: 0.005 };
    const run = { ...finished(), comparison: { all: null, byDomain: [change], mean: change, meanOf: [0] } };
    expect(decodeRun(encodeRun(run)).comparison).toEqual(run.comparison);
    expect(decodeRun(encodeRun(finished()))).not.toHaveProperty('comparison');
  });

  test('a column of any name stays', () => {
    const run = { ...finished(), data: { ...SUMMARY, vocabulary: Object.fromEntries([['__proto__', 5]]) } };
    expect(Object.entries(decodeRun(encodeRun(run)).data?.vocabulary ?? {})).toEqual([['__proto__', 5]]);
  });

  const json = () => JSON.parse(encodeRun(finished()));
  test.each([
    ['no JSON', 'no', /it is not JSON/],
    ['nothing', '{}', /it says no version/],
    ['null', 'null', /it says no version/],
    ['a later version', JSON.stringify({ ...json(), version: 5 }), /it is of version 5, and this page knows 4/],
    ['an older form without what it held', '{"form":2}', /it is not what a run of version 2 holds/],
    ['an older form that no migration knows', JSON.stringify({ ...json(), version: 0 }), /it says no version/],
    ['epochs that are none', JSON.stringify({ ...json(), epochs: 'many' }), /epochs is not as it should be/],
    ['a phase that is none', JSON.stringify({ ...json(), phase: 'asleep' }), /phase is not as it should be/],
  ])('%s is refused', (_, text, reason) => {
    expect(() => decodeRun(text)).toThrow(reason);
    expect(() => decodeRun(text)).toThrow(UserError);
  });
});

describe('older versions', () => {
  const { config } = startedRun();
  const trained = { ...modelResult(0.6), epochs: [epochRecord(1, 0.6)] };
  const { name: _, tableRows: __, ...data } = SUMMARY;
  const engine = { name: 'wasm', adapter: '', reason: '' };

  test('1: the command line’s result', () => {
    const run = decodeRun(JSON.stringify({ version: 1, engine, config, data, ...trained, baseline: trained }));
    expect(run).toMatchObject({
      version: 4,
      phase: 'done',
      data: { ...data, name: 'conflict', tableRows: 9 },
      epochs: trained.epochs,
      test: trained.test,
      losses: [],
    });
    expect(run.baseline).toMatchObject({ epochs: trained.epochs, losses: [] });
    expect(isTrained(run)).toBe(true);
  });

  test('2: the page’s stored run', () => {
    const losses = { model: [{ epoch: 0.5, loss: 0.7 }], baseline: [{ epoch: 0.5, loss: 0.8 }] };
    const table = { name: 'conflict', rows: 9 };
    const stored = {
      form: 2,
      recorded: '2026-01-02',
      table,
      preview: {},
      result: { version: 1, engine, config, data, ...trained, baseline: trained },
      losses,
      looks: [],
    };
    const run = decodeRun(JSON.stringify(stored));
    expect(run).toMatchObject({
      version: 4,
      recorded: '2026-01-02',
      data: { ...data, name: 'conflict', tableRows: 9 },
      epochs: trained.epochs,
      losses: losses.model,
    });
    expect(run.baseline).toMatchObject({ epochs: trained.epochs, losses: losses.baseline });
    expect(run).not.toHaveProperty('form');
    expect(run).not.toHaveProperty('result');
  });

  test('3: a record whose ablation meant something else', () => {
    const { ablation: _, ...run } = finished();
    const old = { ...JSON.parse(encodeRun(run)), version: 3, ablation: { conditions: [{ name: 'other mean' }], verdict: 'instance' } };
    const { domainStart: __, hyperDropout: ___, ...model } = old.config.model;
    const { adapterDecay: ____, ...train } = old.config.train;
    const lacking = { ...old.config, model, train: { ...train, weightDecay: 0.07 } };
    const now = decodeRun(encodeRun(run));
    // What the later settings were before there were any.
    const config = { ...lacking, model: { ...model, domainStart: 1e-4, hyperDropout: 0 }, train: { ...train, weightDecay: 0.07, adapterDecay: 0.07 } };
    expect(decodeRun(JSON.stringify({ ...old, config: lacking, calibration: [] }))).toEqual({ ...now, config, version: 4, calibration: [] });
  });
});
