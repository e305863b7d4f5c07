import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../protocol/insight';
import type { EarlyRecord, Evaluation } from '../../protocol/result';
import type { RunRecord } from '../record';
import { epochRecord, startedRun } from '../run.test-helper';
import { configOf } from '../stored';
import { comparedRun, type Domain } from './compared.test-helper';
import { headlineOf } from './headline';

const verdictOf = (domains: readonly Domain[], change: Partial<RunRecord> = {}) => headlineOf(comparedRun(domains, change)).verdict;
const whoseOf = (domains: readonly Domain[], change: Partial<RunRecord> = {}) => headlineOf(comparedRun(domains, change)).whose;

/** Differences and standard errors, of domains a, b, c … */
const domains = (...changes: readonly (readonly [number, number])[]): Domain[] =>
  changes.map((change, d) => ({ name: 'abcdefghijklmnop'[d] as string, change }));

test('of a relative of HAMUR nothing is said in HAMUR’s name', () => {
  const { config, ...rest } = comparedRun(domains([0.02, 0.01]));
  const relative: RunRecord = { ...rest, config: { ...config, model: { ...config.model, adapterKind: 'bias' } } };
  expect(headlineOf(relative).verdict).toMatch(/^The adapter helps here: /);
  const { test: _, comparison: __, ...untested } = relative;
  const states = (['preparing', 'training', 'paused', 'evaluating', 'failed', 'stopped'] as const).map((phase): RunRecord => ({ ...untested, phase }));
  const { comparison: ___, ...alone } = relative;
  for (const run of [
    relative,
    ...states,
    alone,
    { ...alone, baseline: undefined } as unknown as RunRecord,
    { ...relative, config: { ...relative.config, train: { ...config.train, baseline: false } } },
  ]) {
    const { verdict, whose } = headlineOf(run);
    expect(`${verdict} ${whose}`).not.toContain('HAMUR');
  }
});

describe('the verdict', () => {
  test('helps, by how much, and where most', () => {
    expect(
      verdictOf([
        { name: 'home', change: [0.01, 0.012] },
        { name: 'search', change: [0.007, 0.013] },
        { name: 'video', change: [0.04, 0.013] },
      ]),
    ).toBe('HAMUR helps here: mean AUC over domains +0.019 (95 % 0.005 to 0.033), most in video.');
  });

  test('harms', () => {
    expect(verdictOf(domains([-0.031, 0.01], [-0.001, 0.01]))).toBe('HAMUR harms here: mean AUC over domains −0.016 (95 % −0.030 to −0.002), most in a.');
  });

  test('no difference that so many rows can show', () => {
    expect(verdictOf(domains([0.003, 0.006], [0.001, 0.006], [0.002, 0.006]))).toBe(
      'No difference that 3,000 test rows can show: mean AUC over domains +0.002 (95 % −0.005 to 0.009).',
    );
  });

  test('the same order of rows is said to be the same', () => {
    expect(verdictOf(domains([0, 0], [0, 0]))).toBe('HAMUR ranks the rows of every domain exactly as its backbone does: the same AUC, to the last digit.');
    expect(whoseOf(domains([0, 0], [0, 0]))).toContain('The adapters change nothing in the order of 2,000 test rows.');
    // A mean of zero is no sameness.
    expect(verdictOf(domains([0.01, 0], [-0.01, 0]))).not.toContain('exactly');
  });

  test('a domain is named only where its own interval leaves 0 out; two of several; all where it is all', () => {
    const small = [0.001, 0.01] as const;
    expect(verdictOf(domains([0.02, 0.011], [0.02, 0.011], [0.02, 0.011]))).toMatch(/0\.032\d?\)\.$/);
    expect(verdictOf(domains([0.05, 0.01], small, [0.06, 0.01], [0.04, 0.01], small))).toContain(', most in c and a.');
    expect(verdictOf(domains([0.05, 0.01], [0.06, 0.01]))).toContain(', in both domains.');
    expect(verdictOf(domains([0.05, 0.01], [0.06, 0.01], [0.04, 0.01]))).toContain(', in all 3 domains, most in b.');
    expect(verdictOf(domains([-0.05, 0.01], [-0.06, 0.01], small))).toContain(', most in b and a.');
  });

  test('helps in one domain and harms in another: both are said', () => {
    expect(verdictOf(domains([0.08, 0.01], [-0.03, 0.01], [0.001, 0.01]))).toContain(', most in a; it harms in b.');
    expect(verdictOf(domains([0.03, 0.01], [-0.08, 0.01], [0.001, 0.01]))).toContain('HAMUR harms here');
    expect(verdictOf(domains([0.03, 0.01], [-0.08, 0.01], [0.001, 0.01]))).toContain(', most in b; it helps in a.');
    expect(verdictOf(domains([0.031, 0.01], [-0.03, 0.01]))).toBe(
      'HAMUR helps in a and harms in b; over all domains no difference shows: mean AUC over domains +0.001 (95 % −0.013 to 0.014).',
    );
    expect(verdictOf(domains([0.03, 0.01], [-0.02, 0.02], [0, 0.02]))).toMatch(/^HAMUR helps in a; over all domains no difference shows/);
  });

  test('of twelve domains, one that stands out by as much as one of twelve does by chance is not named', () => {
    const quiet = Array.from({ length: 11 }, () => [0, 0.01] as const);
    // 2.5 standard errors: enough for a domain alone, not for one of twelve.
    expect(verdictOf(domains([0.025, 0.01], ...quiet))).toMatch(/^No difference that 12,000 test rows can show/);
    expect(verdictOf(domains([0.031, 0.01], ...quiet))).toMatch(/^HAMUR helps in a; over all domains/);
    expect(verdictOf(domains([-0.031, 0.01], ...quiet))).toMatch(/^HAMUR harms in a; over all domains/);
  });

  test('one domain only', () => {
    expect(verdictOf(domains([0.02, 0.005]))).toBe('HAMUR helps here: AUC +0.020 (95 % 0.010 to 0.030).');
    expect(whoseOf(domains([0.02, 0.005]))).toContain('There is one domain only, so no other to tell apart.');
  });

  test('one domain that can be compared, of several', () => {
    const some: Domain[] = [{ name: 'home', change: [0.02, 0.005] }, { name: 'phone' }];
    expect(verdictOf(some)).toBe('HAMUR helps in home: AUC +0.020 (95 % 0.010 to 0.030).');
    expect(verdictOf([{ name: 'home', rows: 700, change: [0.002, 0.005] }, { name: 'phone' }])).toMatch(
      /^No difference that 700 test rows in home can show: AUC/,
    );
  });

  test('domains that are left out are named, with the reason', () => {
    const some: Domain[] = [
      { name: 'home', change: [0.02, 0.005] },
      { name: 'work', change: [0.02, 0.005] },
      { name: 'phone' },
      { name: 'tiny', rows: 12, change: null },
      { name: 'none', rows: 0 },
      { name: 'noise', change: [0.3, 0.001], best: 0.5 },
    ];
    const { verdict, whose } = headlineOf(comparedRun(some));
    expect(verdict).toBe('HAMUR helps here: mean AUC over domains +0.020 (95 % 0.013 to 0.027), in both domains.');
    expect(whose).toContain('Chance in 2,000 test rows does not explain that.');
    expect(whose).toContain(
      'Left out: none (no test rows), phone (rows of one class only), tiny (fewer than ten rows of a class), noise (pure chance, nothing to learn).',
    );
  });

  test('where no domain can be compared, all rows are; where these cannot either, it is said', () => {
    const none: Domain[] = [
      { name: 'a', change: null },
      { name: 'b', change: null },
    ];
    const run = comparedRun(none);
    expect(headlineOf(run).verdict).toBe('HAMUR helps here: AUC of all rows +0.012 (95 % 0.002 to 0.022).');
    const comparison = { all: null, byDomain: [null, null], mean: null, meanOf: [] };
    expect(headlineOf({ ...run, comparison }).verdict).toBe('These test rows cannot tell whether HAMUR helps: no domain has ten rows of each class.');
  });

  test('names that are no words stand in quotes, long ones are cut', () => {
    const named = (name: string) => verdictOf([{ name, change: [0.05, 0.01] }, ...domains([0, 0.01])]);
    expect(named('< 30')).toContain(', most in “< 30”.');
    expect(named('3')).toContain(', most in “3”.');
    expect(named('a-name-that-does-not-come-to-an-end')).toContain(', most in a-name-that-does-not-co….');
  });
});

describe('whose it is', () => {
  test("one run's and one seed's, whatever it says", () => {
    for (const change of [
      [0.05, 0.01],
      [0, 0.01],
      [0, 0],
      [-0.05, 0.01],
    ] as const) {
      const run = comparedRun(domains(change, change));
      expect(headlineOf({ ...run, config: { ...run.config, seed: 7 } }).whose).toContain(
        'It is one run with one seed (7): another seed may change it by 0.01 or more, and the verdict',
      );
    }
    expect(whoseOf(domains([0, 0.01], [0, 0.01]))).toMatch(/^More test rows might show one\./);
  });

  test('with the defaults of a demo: what was measured over many seeds, whatever its own', () => {
    const known = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'over-seeds.json'), 'utf8'))['conflict dcn'];
    const usual = configOf({ demo: 'conflict', backbone: 'dcn' });
    const said = ` Over ${known.seeds} seeds, which draw the rows anew too: +${known.difference.toFixed(3)} on average (95 % ${known.low.toFixed(3)} to ${known.high.toFixed(3)}), HAMUR ahead in ${known.ahead}`;
    const config = { ...usual, seed: 7, data: { ...usual.data, source: { demo: 'conflict', seed: 9 } } };
    expect(whoseOf(domains([0.05, 0.01]), { config })).toContain(`It is one run with one seed (7).${said}; this one shows more than the average.`);
    expect(whoseOf(domains([0.001, 0.01]), { config })).toContain(`${said}; this one shows less than the average.`);
    expect(whoseOf(domains([known.difference, 0.01]), { config })).toContain(`${said}.`);
    for (const other of [
      { ...config, model: { ...config.model, k: 8 } },
      { ...config, train: { ...config.train, epochs: 3 } },
      { ...config, data: { ...config.data, source: { demo: 'conflict', rows: 500 } } },
      { ...config, data: { ...config.data, source: { file: 'my.csv' } } },
    ]) {
      expect(whoseOf(domains([0.05, 0.01]), { config: other })).not.toContain('Over ');
    }
  });

  test('stopped by hand', () => {
    expect(whoseOf(domains([0.02, 0.01]), { phase: 'stopped', stopped: 'person' })).toMatch(/^Stopped by hand after epoch 2\. /);
  });

  describe('stopped by hand', () => {
    const stopped = (ours: number, theirs: number, change: Partial<RunRecord> = {}, theirChange: object = {}) => {
      const run = comparedRun(domains([0.02, 0.005], [0.04, 0.005]), { phase: 'stopped', stopped: 'person' });
      const epochs = (count: number) => Array.from({ length: count }, (_, i) => epochRecord(i + 1, 0.6));
      const baseline = { ...(run.baseline as NonNullable<RunRecord['baseline']>), stopped: 'person' as const, epochs: epochs(theirs), ...theirChange };
      return { ...run, epochs: epochs(ours), baseline, ...change };
    };
    const UNEQUAL = /^Stopped after (\S+) epochs? of HAMUR and (\S+) of its backbone, so no verdict: mean AUC over/;

    test('in the backbone’s turn, which is an epoch behind: the two are not compared', () => {
      const { verdict, whose } = headlineOf(stopped(2, 1, { bestEpoch: 2 }));
      expect(verdict).toBe('Stopped after 2 epochs of HAMUR and 1 of its backbone, so no verdict: mean AUC over domains +0.030 (95 % 0.023 to 0.037).');
      expect(whose).toBe('The one that was trained longer may be ahead for that alone. Press Train, and let both train as long, to see whether HAMUR helps.');
    });

    test('they compare where the tested weights are of an epoch that both had come to', () => {
      expect(headlineOf(stopped(8, 7, { bestEpoch: 7 })).verdict).toMatch(/^HAMUR helps here/);
      expect(headlineOf(stopped(8, 7, { bestEpoch: 8 })).verdict).toMatch(UNEQUAL);
      expect(headlineOf(stopped(7, 7, { bestEpoch: 7 })).verdict).toMatch(/^HAMUR helps here/);
    });

    test('after the patience of the one was used up, and within an epoch in reference mode', () => {
      expect(headlineOf(stopped(4, 9, { stopped: 'patience', bestEpoch: 2 }, { bestEpoch: 9 })).verdict).toMatch(UNEQUAL);
      const last = { bestRestored: false, bestEpoch: 1 };
      const { verdict } = headlineOf(stopped(2, 2, { ...last, testedEpoch: 2.5 }, { ...last, testedEpoch: 2 }));
      expect(UNEQUAL.exec(verdict)?.slice(1)).toEqual(['2.50', '2']);
    });

    test('a run that ended by itself compares, however long each was trained', () => {
      const ended = { stopped: 'patience' } as const;
      expect(headlineOf(stopped(9, 4, { ...ended, phase: 'done', bestEpoch: 7 }, ended)).verdict).toMatch(/^HAMUR helps here/);
    });
  });

  test('a run that was stored before intervals were: the difference, and that its interval is not known', () => {
    const { comparison: _, ...old } = comparedRun(domains([0.02, 0.01], [0.04, 0.01]), { recorded: '2026-01-02' });
    expect(headlineOf(old)).toMatchObject({
      verdict: 'HAMUR less its backbone: mean AUC over domains +0.030.',
      whose: 'How sure that is was not recorded. Press Train to learn it.',
    });
  });

  test('whether the trained model relies on the domain, where it was measured', () => {
    const relies = (verdict: Partial<Verdict>, change: Partial<RunRecord> = {}) =>
      headlineOf(comparedRun(domains([0.02, 0.01]), { ablation: { verdict } as RunRecord['ablation'], ...change } as Partial<RunRecord>)).relies;
    expect(relies({ domain: 'helps' })).toBe('The trained model relies on its hyper-network knowing the domain.');
    expect(relies({ domain: 'none seen' })).toBe('No sign that the trained model needs its hyper-network to know the domain.');
    expect(relies({ domain: 'harms' })).toBe('The trained model does worse because its hyper-network knows the domain.');
    expect(relies({ domain: 'unknown' })).toBeUndefined();
    expect(relies({})).toBeUndefined();
    expect(headlineOf(comparedRun(domains([0.02, 0.01])))).not.toHaveProperty('relies');
  });
});

describe('without a verdict', () => {
  test('nothing trained yet: what it is, and what to press', () => {
    const { verdict, whose, settled } = headlineOf(undefined);
    expect(verdict).toMatch(/domains.*hyper-network.*adapters/);
    expect(whose).toMatch(/^Press Train /);
    expect(settled).toBe(true);
  });

  test('failed, and stopped before there was anything to test', () => {
    expect(headlineOf({ ...startedRun(), phase: 'failed', message: 'why' }).verdict).toBe('The run failed, so nothing says whether HAMUR helps.');
    expect(headlineOf({ ...startedRun(), phase: 'stopped' }).verdict).toBe(
      'The run was stopped before its first epoch was done, so nothing says whether HAMUR helps.',
    );
    // One that a crash has ended is not tested, however many epochs it has.
    const cutOff = { ...startedRun(), phase: 'stopped' as const, epochs: [epochRecord(1, 0.6)] };
    expect(headlineOf(cutOff)).toMatchObject({
      verdict: 'The run was cut off before its end, so nothing says yet whether HAMUR helps.',
      whose: 'Press Train to begin again.',
    });
  });

  test('only of a run that can go on from here it says so', () => {
    const back: RunRecord = { ...startedRun(), phase: 'stopped', recorded: '2026-11-26' };
    const [cutOff, began] = ['The run was cut off before its end, so', 'Press Train to begin again.'];
    for (const run of [back, { ...back, epochs: [epochRecord(1, 0.6)] }]) {
      const { verdict, whose } = headlineOf(run, true);
      expect([verdict.startsWith(cutOff), whose]).toEqual([true, 'Press Go on, or Train to begin again.']);
      expect(headlineOf(run).whose).toBe(began);
    }
    expect(headlineOf(back).verdict).toBe('The run ended before its first epoch was done, so nothing says whether HAMUR helps.');
  });

  const set = (run: RunRecord, model: object, train: object = {}): RunRecord => ({
    ...run,
    config: { ...run.config, model: { ...run.config.model, ...model }, train: { ...run.config.train, ...train } },
  });

  test('no adapters; no backbone beside it; a backbone that was stopped', () => {
    const { baseline: _, comparison: __, ...alone } = comparedRun(domains([0.02, 0.01], [0.04, 0.01]));
    expect(headlineOf(set(alone, { adapters: [] }))).toMatchObject({
      verdict: 'This model has no adapters, so it is the backbone alone: mean AUC over domains 0.730.',
      whose: 'Switch an adapter on, and press Train, to see whether HAMUR helps.',
    });
    expect(headlineOf(set(alone, {}, { baseline: false }))).toMatchObject({
      verdict: 'HAMUR reaches mean AUC over domains 0.730; nothing says whether that is more than its backbone reaches.',
      whose: 'The backbone was not trained beside it. Switch on “Train the backbone too”, and press Train.',
    });
    // The other runs of its comparison say it.
    expect(headlineOf({ ...set(alone, {}, { baseline: false }), id: 'e1.3' }).whose).toBe(
      'The backbone was not trained beside it. It is a run of a comparison: the tab Compare says whether HAMUR helps.',
    );
    expect(headlineOf(alone).whose).toBe('The backbone was stopped before its first epoch.');
    // The backbone's test, or what follows it, may fail when HAMUR's is done.
    expect(headlineOf({ ...alone, phase: 'failed' }).whose).toBe(
      'The run failed before its backbone was tested. When what went wrong is mended, press Train again.',
    );
    expect(headlineOf(set({ ...alone, phase: 'training' }, { adapters: [] })).verdict).toMatch(/^The backbone alone is being trained/);
    expect(headlineOf(set({ ...alone, phase: 'training' }, {}, { baseline: false })).verdict).toMatch(/^HAMUR is being trained alone/);
  });
});

describe('while a run goes on', () => {
  const val = (...aucs: (number | null)[]): Evaluation => ({
    rows: 3000,
    auc: 0.5,
    logLoss: 0.5,
    domains: aucs.map((auc, d) => ({ name: `${d}`, rows: 1000, auc, logLoss: 0.5 })),
  });
  const epoch = (number: number, ...aucs: (number | null)[]) => ({ ...epochRecord(number, 0.5), val: val(...aucs) });
  function going(change: Partial<RunRecord>): RunRecord {
    const { test: _, comparison: __, baseline: ___, ...run } = comparedRun(domains([0, 1], [0, 1], [0, 1]));
    return { ...run, phase: 'training', epochs: [], ...change };
  }
  const beside = (...epochs: RunRecord['epochs']) => ({ epochs, losses: [] });

  test('too early, until both have done an epoch', () => {
    expect(headlineOf(going({}))).toMatchObject({ verdict: 'Too early to say whether HAMUR helps.', settled: false });
    expect(headlineOf(going({ epochs: [epoch(1, 0.7, 0.7, 0.7)] })).verdict).toBe('Too early to say whether HAMUR helps.');
    expect(headlineOf(going({ epochs: [epoch(1, null, null, null)], baseline: beside(epoch(1, null, null, null)) })).verdict).toMatch(/^Too early/);
  });

  test('who is ahead after the last epoch that both have done, by domains that both have an AUC for', () => {
    const ahead = going({
      epochs: [epoch(1, 0.5, 0.5, 0.5), epoch(2, 0.76, 0.72, null), epoch(3, 0.1, 0.1, 0.1)],
      baseline: beside(epoch(1, 0.9, 0.9, 0.9), epoch(2, 0.7, 0.7, 0.9)),
    });
    expect(headlineOf(ahead)).toMatchObject({
      verdict: 'So far HAMUR is ahead: mean AUC over domains +0.040 on the validation rows after epoch 2.',
      settled: false,
    });
    expect(headlineOf(ahead).whose).toMatch(/^Provisional\. The verdict, with its interval, comes at the end/);
    const behind = going({ epochs: [epoch(1, 0.6, 0.6, 0.6)], baseline: beside(epoch(1, 0.7, 0.7, 0.7)) });
    expect(headlineOf(behind).verdict).toBe('So far the backbone alone is ahead of HAMUR: mean AUC over domains −0.100 on the validation rows after epoch 1.');
    const level = going({ epochs: [epoch(1, 0.705, 0.7, 0.7)], baseline: beside(epoch(1, 0.7, 0.7, 0.7)) });
    expect(headlineOf(level).verdict).toMatch(/^So far HAMUR and its backbone are close: mean AUC over domains \+0\.002/);
  });

  test('within a long first epoch, the last moment at which both were measured', () => {
    const early = (at: number, home: number | null, search: number | null): EarlyRecord => ({
      epoch: at,
      outOf: 20_000,
      val: { ...epoch(1, home, search, null).val, rows: 1200 },
    });
    const measured = (model: EarlyRecord[], baseline: EarlyRecord[], change: Partial<RunRecord> = {}) =>
      headlineOf(going({ early: model, baseline: { ...beside(), early: baseline }, ...change })).verdict;
    const [first, second] = [early(0.05, 0.6, 0.6), early(0.1, 0.72, 0.76)];
    expect(measured([first], [])).toBe('Too early to say whether HAMUR helps.');
    expect(measured([first, second], [early(0.05, 0.7, 0.7)])).toBe(
      'So far the backbone alone is ahead of HAMUR: mean AUC over domains −0.100 on 1,200 validation rows after 0.05 epochs.',
    );
    expect(measured([first, second], [early(0.05, 0.7, 0.7), early(0.1, 0.7, 0.7)])).toBe(
      'So far HAMUR is ahead: mean AUC over domains +0.040 on 1,200 validation rows after 0.10 epochs.',
    );
    expect(measured([early(0.05, null, null)], [early(0.05, null, null)])).toBe('Too early to say whether HAMUR helps.');
    // Of all validation rows.
    expect(measured([{ ...second, outOf: 1200 }], [early(0.1, 0.7, 0.7)])).toContain('on the validation rows after 0.10 epochs');
    // One of the two has done its first epoch: the other has not.
    expect(measured([first], [first], { epochs: [epoch(1, 0.9, 0.9, 0.9)] })).toContain('after 0.05 epochs');
    // Both have: that counts for more, whatever was before.
    const done = measured([first], [first], { epochs: [epoch(1, 0.8, 0.8, 0.8)], baseline: { ...beside(epoch(1, 0.7, 0.7, 0.7)), early: [first] } });
    expect(done).toBe('So far HAMUR is ahead: mean AUC over domains +0.100 on the validation rows after epoch 1.');
  });

  test('nothing of the last run is said, and each phase has its sentence', () => {
    const epochs = { epochs: [epoch(1, 0.8, 0.8, 0.8)], baseline: beside(epoch(1, 0.7, 0.7, 0.7)) };
    expect(headlineOf(going({ phase: 'preparing' })).verdict).toMatch(/^Getting ready/);
    expect(headlineOf(going({ phase: 'paused', ...epochs }))).toMatchObject({
      verdict: expect.stringMatching(/^So far/),
      whose: expect.stringMatching(/^Paused\. Provisional/),
    });
    expect(headlineOf(going({ phase: 'evaluating', ...epochs })).verdict).toMatch(/^Trained\./);
    expect(headlineOf(going({ ablation: { verdict: { domain: 'helps' } } as RunRecord['ablation'] } as Partial<RunRecord>))).not.toHaveProperty('relies');
  });
});
