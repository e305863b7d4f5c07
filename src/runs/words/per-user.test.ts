import { expect, test } from 'vitest';
import { resultCsv } from '../../app/watch/result-csv';
import { chartsOf } from '../../app/watch/series';
import { validationTable } from '../../app/watch/values';
import type { UserAuc } from '../../measures/classification/user-auc';
import { comparedRun, runWithUsers } from './compared.test-helper';
import { knowsUsers, metricsOf } from './names';
import { fewUsersText, noUsers, usersSentence, usersText } from './per-user';
import { errorOf } from './places';
import { differenceText, type ResultRow, resultRows, resultSentence, resultText } from './results';

const plain = comparedRun([
  { name: 'home', rows: 2000, change: [0.01, 0.004] },
  { name: 'video', rows: 1000, change: [0.03, 0.01] },
  { name: 'phone', rows: 20 },
]);
const run = runWithUsers(plain);
const row = (name: string, of = run) => resultRows(of).find((each) => each.name === name) as ResultRow;

test('a run has the metric where its settings name users, unless it was stored before there was one', () => {
  expect([plain, run].map(knowsUsers)).toEqual([false, true]);
  expect(metricsOf(run)).toEqual(['auc', 'logLoss', 'userAuc']);
  const { test: _, epochs: __, ...begun } = run;
  expect(knowsUsers({ ...begun, epochs: [] })).toBe(true);
  expect(knowsUsers({ ...plain, config: run.config })).toBe(false);
  expect(knowsUsers({ ...begun, epochs: [], config: { ...run.config, data: { ...run.config.data, group: '' } } })).toBe(false);
});

test('its value, its difference with the interval of its own, and its mean over the domains that have one', () => {
  expect(resultText(run, row('All rows'), 'model', 'userAuc')).toBe('0.612');
  expect(differenceText(run, row('All rows'), 'userAuc')).toEqual({ difference: '+0.022', interval: '0.006 to 0.038' });
  expect(differenceText(run, row('All rows'))?.difference).toBe('+0.012');
  expect(row('Mean over domains').model?.perUser?.auc).toBeCloseTo(0.62, 12);
  expect(differenceText(run, row('Mean over domains'), 'userAuc')).toMatchObject({ difference: '+0.020' });
  // Fewer than 30 users: no interval.
  expect(differenceText(run, row('home'), 'userAuc')).toEqual({ difference: '+0.02' });
  expect([row('phone').perUserChange, resultText(run, row('phone'), 'model', 'userAuc')]).toEqual([undefined, undefined]);
});

test('of few users it is said, and a domain with fewer than ten has no part in the mean', () => {
  const few = (users: number): typeof run => {
    const cut = (of: NonNullable<typeof run.test>) => ({
      ...of,
      domains: of.domains.map((each) => (each.name === 'video' ? { ...each, perUser: { ...(each.perUser as UserAuc), users } } : each)),
    });
    return { ...run, test: cut(run.test as never), baseline: { ...(run.baseline as never as object), test: cut(run.baseline?.test as never) } as never };
  };
  const [with10, with9] = [few(10), few(9)].map((of) => resultRows(of).map((each) => each.model?.perUser?.auc)) as [number[], number[]];
  expect(with10.slice(1)).toEqual(with9.slice(1));
  const [, , home, video] = with9 as [number, number, number, number];
  expect(with10[0]).toBeCloseTo((home + video) / 2, 12);
  expect(with9[0]).toBe(home);
  expect([fewUsersText(row('video', few(9)).model as never), fewUsersText(row('video', few(10)).model as never), fewUsersText({})]).toEqual([
    'few users: 9',
    undefined,
    undefined,
  ]);
  const whole = { ...run, test: { ...run.test, perUser: { ...run.test?.perUser, users: 4 } } } as typeof run;
  expect(resultSentence(whole)).toContain('it is 0.612 on average over 4 of 40 users, which are few, +0.022 against the backbone.');
});

test('the sentence tells it beside the AUC, and how many users it is over', () => {
  expect(resultSentence(run)).toContain(
    '(0.700). Within the rows of one user it is 0.612 on average over 30 of 40 users, +0.022 against the backbone. Weights of epoch 2',
  );
  expect(resultSentence(plain)).not.toContain('user');
});

test('how many users count, in words, and why none does', () => {
  const perUser = { auc: 0.6, users: 1812, outOf: 2943, rows: 931 };
  expect(usersText({ perUser })).toBe('1,812 of 2,943');
  expect(usersSentence({ rows: 1000, perUser })).toBe(
    'Mean over 1,812 of 2,943 users, who have 93 % of these rows. The rows of each other user are of one class.',
  );
  expect(usersSentence({ rows: 8, perUser: { auc: 0.6, users: 1, outOf: 1, rows: 8 } })).toBe('Mean over 1 of 1 user, who have 100 % of these rows.');
  expect([usersText({}), usersSentence({ rows: 3 })]).toEqual([undefined, undefined]);
  const none = { auc: null, users: 0, rows: 0 };
  expect(noUsers({ perUser: { ...none, outOf: 0 } })).toBe('It is not said whose these rows are.');
  expect(noUsers({ perUser: { ...none, outOf: 7 } })).toBe('None of 7 users has rows of both classes.');
  expect(noUsers({})).toBe('It was not measured.');
  expect(noUsers({ reason: 'All rows are negative, so there is no AUC.' })).toBe('All rows are negative, so there is no AUC.');
});

test('its curve has the epochs, and none of the samples within the first', () => {
  const early = { epoch: 0.5, outOf: 9, val: plain.epochs[0]?.val as NonNullable<(typeof run.epochs)[0]>['val'] };
  const [all] = chartsOf({ ...run, early: [early] }, 'userAuc');
  expect(all?.points.map(({ epoch, model }) => [epoch, model])).toEqual([
    [1, 0.5],
    [2, expect.closeTo(0.6, 12)],
  ]);
  expect(chartsOf({ ...run, early: [early] }, 'auc')[0]?.points).toHaveLength(3);
});

test('a mean over many users of few rows is as sure as their number says', () => {
  const metrics = (users: number, rows: number) => ({ rows, auc: 0.7, logLoss: 0.5, perUser: { auc: 0.6, users, outOf: users, rows } });
  const [one, many] = [errorOf(metrics(1, 50), 'userAuc', 0.5), errorOf(metrics(400, 20_000), 'userAuc', 0.5)];
  expect(one / many).toBeCloseTo(20, 6);
  const known = metrics(400, 20_000);
  expect(errorOf({ ...known, perUser: { ...known.perUser, error: 0.0123 } }, 'userAuc', 0.5)).toBe(0.0123);
  expect(errorOf({ rows: 9, auc: 0.7, logLoss: 0.5 }, 'userAuc', 0.5)).toBe(0);
});

test('what is saved has it where the run has it, and is as before where not', () => {
  const { columns, rows } = resultCsv(run);
  expect(columns.slice(0, 10)).toEqual(resultCsv(plain).columns);
  expect(columns.slice(10)).toEqual([
    'AUC per user',
    'backbone AUC per user',
    'difference in AUC per user',
    'its low',
    'its high',
    'best possible AUC per user',
    'users that count',
    'users',
    'rows of users that count',
  ]);
  expect(rows.map((each) => each.length)).toEqual(rows.map(() => columns.length));
  const [difference, { low, high }] = [expect.closeTo(0.022, 12), run.comparison?.perUser?.all ?? {}] as [number, { low: number; high: number }];
  expect(rows[1]?.slice(10)).toEqual([
    expect.closeTo(0.612, 12),
    expect.closeTo(0.59, 12),
    difference,
    low,
    high,
    expect.closeTo(0.65, 12),
    30,
    40,
    0.6 * 3020,
  ]);
  expect(rows[0]?.slice(16)).toEqual([null, null, null]);
  const [saved, before] = [validationTable(run, metricsOf(run)), validationTable(plain, metricsOf(plain))];
  expect(saved.columns).toEqual([
    ...['Epoch', 'Model', 'Train loss', 'AUC', 'LogLoss', 'AUC per user'],
    ...['AUC', 'LogLoss', 'AUC per user'].flatMap((name) => ['home', 'video', 'phone'].map((domain) => `${name} ${domain}`)),
  ]);
  expect(saved.rows.map((each) => each.length)).toEqual(saved.rows.map(() => saved.columns.length));
  expect(saved.places).toHaveLength(saved.columns.length);
  expect(before.columns).not.toContain('AUC per user');
});
