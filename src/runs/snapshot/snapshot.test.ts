import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { linkEntries } from '../../config/link';
import { mutated } from '../../lib/mutate.test-helper';
import { randomStream } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import { checkRun } from '../shape/record';
import { experimentOfSnapshot, snapshotOfExperiment } from './experiment';
import { EXPERIMENT, PAGE } from './experiment.test-helper';
import { settingsMark } from './mark';
import { RUN_SHARES, snapshotOfRun } from './of-run';
import { trainedRun } from './run.test-helper';
import { confirmOutcomes, confirmRun } from './same';
import { packed, unpacked } from './text';
import { runOfSnapshot } from './to-run';

/** `npm run verify -- --only links` asks for very many. */
const SNAPSHOTS = Number(process.env.MUTATED_LINKS ?? 120);

const RUN = trainedRun();
const DAY = '2026-11-27';

describe('a run', () => {
  test('comes back with every number of its test rows, so that the same run is the same to the last bit', () => {
    const sent = runOfSnapshot(unpacked(packed(snapshotOfRun(RUN, 'x', DAY, false))) as never, RUN.config);
    expect(confirmRun(RUN, sent)).toEqual({ same: true, auc: 0, logLoss: 0, numbers: 12, unpaired: 0 });
    expect(sent.comparison).toEqual(RUN.comparison);
    expect(sent.data.domains).toEqual(RUN.data.domains);
    expect(sent.epochs.map(({ val }) => val.auc)).toEqual(RUN.epochs.map(({ val }) => val.auc));
    checkRun(sent);
  });

  test('one number that is another is noticed, and by how much', () => {
    const other = structuredClone(RUN);
    (other.test.domains[0] as { auc: number }).auc += 1e-16;
    expect(confirmRun(other, RUN).same).toBe(false);
    other.test = structuredClone(RUN.test);
    (other.test.domains[1] as { logLoss: number }).logLoss += 2e-7;
    expect(confirmRun(other, RUN)).toMatchObject({ same: false, auc: 0, logLoss: expect.closeTo(2e-7, 12) });
    expect(confirmRun({ ...RUN, baseline: undefined as never }, RUN)).toMatchObject({ same: false, unpaired: 6 });
  });

  test('less and less is told of one that is long: never less than its test rows', () => {
    const sizes = RUN_SHARES.map((share) => packed(snapshotOfRun(trainedRun(400, 12), 'x', DAY, false, share)).length);
    // There are no adapters here for the last to leave out.
    expect(sizes.slice(0, 4)).toEqual(sizes.slice(0, 4).sort((a, b) => b - a));
    expect(sizes.at(-1)).toBeLessThan(3000);
    const thin = runOfSnapshot(snapshotOfRun(trainedRun(400, 2), 'x', DAY, false), RUN.config);
    expect(thin.epochs).toHaveLength(400);
    expect(thin.epochs.filter(({ val }) => val.rows > 0).length).toBeLessThan(45);
    checkRun(thin);
  });

  test('names of domains are left out where the person wants it', () => {
    expect(JSON.stringify(snapshotOfRun(RUN, 'x', DAY, false))).toContain('home');
    const hidden = snapshotOfRun(RUN, 'x', DAY, true);
    expect(JSON.stringify(hidden)).not.toContain('home');
    expect(hidden.data.domains.map(({ name }) => name)).toEqual(['domain 1', 'domain 2']);
  });
});

const SENT = snapshotOfExperiment(EXPERIMENT, PAGE, 'x', DAY, false);

test('a comparison comes back with its contestants and the scores of all its runs', () => {
  const { plan, outcomes } = experimentOfSnapshot(unpacked(packed(SENT)) as never, PAGE);
  expect(plan).toMatchObject({ seeds: [1, 2], reference: 'MLP' });
  expect(plan.contestants.map(({ config }) => linkEntries(config, PAGE))).toEqual([[['k', '4']], [['k', '5']]]);
  const own = EXPERIMENT.jobs.map((job) => job.outcome);
  expect(confirmOutcomes(own, outcomes).same).toBe(true);
  expect(confirmOutcomes(own.slice(1), outcomes)).toMatchObject({ same: true });
  const other = own.map((each) => ({ ...each, scores: { ...each.scores, auc: { ...each.scores.auc, all: (each.scores.auc.all as number) + 0.25 } } }));
  expect(confirmOutcomes(other, outcomes)).toMatchObject({ same: false, auc: 0.25 });
});

describe('what comes from elsewhere', () => {
  const refused = (text: string) => {
    try {
      unpacked(text);
    } catch (error) {
      if (error instanceof UserError) return error.what;
      throw error;
    }
    return 'taken';
  };
  const of = (value: unknown) =>
    Buffer.from(deflateSync(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))).toString('base64url');
  const good = snapshotOfRun(RUN, 'x', DAY, false);

  test('is refused, with the reason', () => {
    expect(refused(packed(good))).toBe('taken');
    expect(refused(packed(SENT))).toBe('taken');
    expect(refused('')).toContain('letters');
    expect(refused('a+b')).toContain('letters');
    expect(refused(packed(good).slice(0, -20))).toMatch(/torn|end is missing/);
    expect(refused(of('['.repeat(100_000)))).toContain('torn');
    expect(refused(of({ ...good, version: 2 }))).toContain('newer version');
    expect(refused(of('a'.repeat(50_000_000)))).toContain('unpacks to more than');
    for (const value of [null, 7, [], {}, { ...good, more: 1 }, { ...good, kind: '__proto__' }, { ...good, day: '<b>' }, { ...SENT, reference: 9 }])
      expect(refused(of(value))).toContain('not a result');
    expect(refused(of(JSON.stringify(good).replace('{', '{"__proto__":{"day":"2026-11-27"},')))).toMatch(/taken|not a result/);
    expect(({} as { day?: string }).day).toBeUndefined();
  });

  test('parts that do not belong together are refused', () => {
    const { model, data, curves, comparison } = good;
    const wrong = [
      { ...good, data: { ...data, domains: data.domains.slice(1) } },
      { ...good, model: { ...model, bestEpoch: model.epochs + 1 } },
      { ...good, model: { ...model, epochs: 10_000 }, data: { ...data, domains: Array.from({ length: 100 }, () => data.domains[0]) } },
      { ...good, comparison: { ...comparison, meanOf: [7] } },
      { ...good, curves: { model: { ...curves?.model, epochs: [2, 1] } } },
      { ...good, curves: { model: curves?.model, baseline: curves?.model }, baseline: undefined },
      { ...SENT, outcomes: [...SENT.outcomes, SENT.outcomes[0]] },
      { ...SENT, outcomes: SENT.outcomes.map((each) => ({ ...each, testRows: [] })) },
    ];
    for (const each of wrong) expect(refused(of(each))).toContain('not a result');
  });

  test('that was changed at random is refused, or can be shown', () => {
    const texts = [good, SENT].map((each) => JSON.stringify(each));
    for (let number = 0; number < SNAPSHOTS; number++) {
      const random = randomStream(number, 'mutated snapshots');
      const bytes = new TextEncoder().encode(texts[number % 2] as string);
      const json = new TextDecoder().decode(mutated(bytes, random, new TextEncoder().encode(texts[(number + 1) % 2] as string)));
      const text = random.below(4) === 0 ? new TextDecoder().decode(mutated(new TextEncoder().encode(packed(good)), random, bytes)) : of(json);
      try {
        const snapshot = unpacked(text);
        if (snapshot.kind === 'run') checkRun(runOfSnapshot(snapshot, RUN.config));
        else experimentOfSnapshot(snapshot, PAGE);
      } catch (error) {
        expect(error, `${number}`).toBeInstanceOf(UserError);
      }
    }
  });
});

test('the mark of settings is that of what they state, however the link is encoded', () => {
  expect(settingsMark('layers=64,32&k=4')).toBe(settingsMark('k=4&layers=64%2C32'));
  expect(settingsMark('k=4')).not.toBe(settingsMark('k=5'));
});
