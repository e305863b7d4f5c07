import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { MOST_SEEDS } from '../../config/experiment';
import { linkEntries } from '../../config/link';
import { mutated } from '../../lib/mutate.test-helper';
import { randomStream } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import type { Evaluation } from '../../protocol/result';
import { checkRun } from '../shape/record';
import { experimentOfSnapshot, snapshotOfExperiment } from './experiment';
import { EXPERIMENT, PAGE } from './experiment.test-helper';
import { settingsMark } from './mark';
import { RUN_SHARES, snapshotOfRun } from './of-run';
import { trainedRun, withUsers } from './run.test-helper';
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
    expect(confirmRun(RUN, sent)).toEqual({ same: true, auc: 0, logLoss: 0, numbers: 26, unpaired: 0 });
    expect(sent.comparison).toEqual(RUN.comparison);
    expect(sent.data.domains).toEqual(RUN.data.domains);
    expect(sent.epochs.map(({ val }) => val.auc)).toEqual(RUN.epochs.map(({ val }) => val.auc));
    checkRun(sent);
  });

  test('where users are named, what holds within them comes back: of the test rows with its errors, of the curves and the best possible as drawn', () => {
    const run = withUsers(RUN);
    const sent = runOfSnapshot(unpacked(packed(snapshotOfRun(run, 'x', DAY, false))) as never, run.config);
    checkRun(sent);
    expect(confirmRun(run, sent)).toEqual({ same: true, auc: 0, logLoss: 0, numbers: 40, unpaired: 0 });
    expect(sent.test.perUser).toEqual(run.test.perUser);
    const aucs = ({ perUser, domains }: Evaluation) => [perUser?.auc, ...domains.map((each) => each.perUser?.auc)];
    expect(sent.epochs.map(({ val }) => aucs(val))).toEqual(run.epochs.map(({ val }) => aucs(val)));
    expect(aucs(sent.data.bestPossible as Evaluation)).toEqual(aucs(run.data.bestPossible as Evaluation));
    // A link of before there were errors says nothing of them.
    const bare = <T>(value: T): T => JSON.parse(JSON.stringify(value, (key, each) => (key === 'error' || key === 'meanError' ? undefined : each)));
    expect(confirmRun(run, { ...run, test: bare(run.test), baseline: bare(run.baseline) } as typeof run)).toMatchObject({ same: true, unpaired: 0 });
    // Nothing of users is told of a run without.
    expect(JSON.stringify(snapshotOfRun(RUN, 'x', DAY, false))).not.toContain('perUser');
  });

  test('one number that is another is noticed, and by how much', () => {
    const other = structuredClone(RUN);
    (other.test.domains[0] as { auc: number }).auc += 1e-16;
    expect(confirmRun(other, RUN).same).toBe(false);
    other.test = structuredClone(RUN.test);
    (other.test.domains[1] as { logLoss: number }).logLoss += 2e-7;
    expect(confirmRun(other, RUN)).toMatchObject({ same: false, auc: 0, logLoss: expect.closeTo(2e-7, 12) });
    expect(confirmRun({ ...RUN, baseline: undefined as never }, RUN)).toMatchObject({ same: false, unpaired: 9 });
  });

  test('what the headline says is compared too: differences, their errors, which domains are in the mean, and what holds within users', () => {
    const forged: ((run: typeof RUN) => void)[] = [
      ({ comparison }) => ((comparison as { mean: { difference: number } }).mean.difference += 0.1),
      ({ comparison }) => ((comparison as { all: { standardError: number } }).all.standardError /= 9),
      ({ comparison }) => void comparison?.meanOf.pop(),
      ({ test }) => (test.aucError = 1e-9),
      ({ test }) => (test.perUser = { auc: 0.99, users: 1, outOf: 1, rows: 2 }),
    ];
    for (const change of forged) {
      const sent = structuredClone(RUN);
      change(sent);
      expect(confirmRun(RUN, sent).same).toBe(false);
    }
  });

  test('two results of one day and the same settings have ids of their own', () => {
    const id = (run: typeof RUN) => runOfSnapshot(snapshotOfRun(run, 'x', DAY, false), RUN.config).id;
    expect(id(RUN)).toBe(id(structuredClone(RUN)));
    expect(id({ ...RUN, parameters: 1 })).not.toBe(id(RUN));
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

const withSeeds = (seeds: number) => ({
  ...SENT,
  outcomes: Array.from({ length: 2 * seeds }, (_, i) => ({ ...SENT.outcomes[i % 2], of: i % 2, seed: i >> 1 })),
});

test('a comparison comes back with its contestants and the scores of all its runs', () => {
  const { plan, outcomes } = experimentOfSnapshot(unpacked(packed(SENT)) as never, PAGE);
  expect(plan).toMatchObject({ seeds: [1, 2], reference: 'MLP' });
  expect(plan.contestants.map(({ config }) => linkEntries(config, PAGE))).toEqual([[['k', '4']], [['k', '5']]]);
  const own = EXPERIMENT.jobs.map((job) => job.outcome);
  const confirm = (sent: typeof own) => confirmOutcomes(own.map((each, i) => [each, sent[i] as (typeof own)[number]]));
  expect(confirm(outcomes).same).toBe(true);
  // The mean is what is shown of them.
  for (const at of ['all', 'mean'] as const) {
    const other = outcomes.map((each) => ({ ...each, scores: { ...each.scores, auc: { ...each.scores.auc, [at]: (each.scores.auc[at] as number) + 0.25 } } }));
    expect(confirm(other)).toMatchObject({ same: false, auc: expect.closeTo(0.25, 12) });
  }
  expect(confirm(outcomes.map((each) => ({ ...each, scores: { ...each.scores, perUser: each.scores.auc } })))).toMatchObject({ same: false, unpaired: 16 });
});

test('a comparison is trained on the engine of whoever opens it', () => {
  const onGpu = { ...EXPERIMENT, contestants: EXPERIMENT.contestants.map(({ name, config }) => ({ name, config: { ...config, engine: 'webgpu' as const } })) };
  const snapshot = snapshotOfExperiment(onGpu, PAGE, 'x', DAY, false);
  expect(JSON.stringify(snapshot.contestants)).not.toContain('webgpu');
  // Nor does a link that was made up decide it.
  const forced = { ...snapshot, contestants: snapshot.contestants.map((each) => ({ ...each, settings: `${each.settings}&engine=webgpu` })) };
  for (const { config } of experimentOfSnapshot(forced, PAGE).plan.contestants) expect(config).not.toHaveProperty('engine');
});

test('a contestant whose settings cannot be read, or contradict each other, is refused', () => {
  const stating = (settings: string) => ({ ...SENT, contestants: SENT.contestants.map((each) => ({ ...each, settings })) });
  expect(() => experimentOfSnapshot(stating('k=4&newer=1'), PAGE)).toThrow('cannot be read');
  expect(() => experimentOfSnapshot(stating('k=9999999'), PAGE)).toThrow('cannot be read');
  expect(() => experimentOfSnapshot(stating('layers=8&adapters=7'), PAGE)).toThrow('contradict each other');
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
      { ...good, model: { ...model, bestEpochs: [1, model.epochs + 1] } },
      { ...good, model: { ...model, testedEpoch: model.epochs + 1.5 } },
      { ...SENT, outcomes: SENT.outcomes.map((each) => ({ ...each, bestEpoch: each.epochs + 1 })) },
      { ...SENT, outcomes: SENT.outcomes.map((each) => ({ ...each, auc: { ...each.auc, mean: 5 } })) },
      { ...SENT, outcomes: SENT.outcomes.map((each) => ({ ...each, aucErrors: { ...each.auc, all: 5 } })) },
      withSeeds(MOST_SEEDS + 1),
    ];
    for (const each of wrong) expect(refused(of(each))).toContain('not a result');
    expect(refused(of(withSeeds(MOST_SEEDS)))).toBe('taken');
    const fit = { ...model, bestEpochs: [model.epochs, 1], testedEpoch: model.epochs + 0.5 };
    expect(refused(of({ ...good, model: fit }))).toBe('taken');
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
