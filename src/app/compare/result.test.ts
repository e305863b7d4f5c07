import { parse } from 'papaparse';
import { expect, test } from 'vitest';
import { answersOf, methodOf } from '../../runs/experiment/answer';
import type { ExperimentTable } from '../../runs/experiment/table';
import { copiesOf } from './copies';
import { costPoints, costText } from './cost-points';
import { madeExperiment } from './experiment.test-helper';
import { countJobs, knownMetrics, outcomesOf, resultOf } from './result';
import { runSecondsOf } from './run-seconds';
import { curveMetrics, seedCurves } from './seed-curves';

const made = (change = {}) => {
  const experiment = madeExperiment(change);
  return { experiment, outcomes: outcomesOf(experiment), names: experiment.contestants.map(({ name }) => name) };
};

test('an answer comes with the first run of the reference; what cannot stand in one table is refused with its reason', () => {
  const { outcomes, names } = made({ done: 1 });
  expect(resultOf(outcomes, names, 'DCN', ['auc'])).toEqual({ seeds: [1] });
  const whole = made();
  const { table, seeds } = resultOf(whole.outcomes, names, 'DCN', ['auc']);
  expect(table?.tests).toBe(5);
  expect(seeds).toEqual([1, 2, 3, 4, 5, 6]);
  const other = whole.outcomes.map((each) => (each.seed === 4 && each.contestant === 'DCN' ? { ...each, data: 'xyz' } : each));
  expect(resultOf(other, names, 'DCN', ['auc'])).toMatchObject({
    refused: { message: 'DCN, seed 4, is of the data xyz, DCN + HAMUR, seed 1, of abc', fix: 'Runs of one table need the same rows.' },
  });
  const split = whole.outcomes.map((each) => (each.seed === 4 && each.contestant === 'DCN' ? { ...each, testRows: [1, 2, 3] } : each));
  expect(resultOf(split, names, 'DCN', ['auc']).refused?.message).toContain('a split with test rows 1, 2, 3');
});

test('one domain has one column, and one difference', () => {
  const { outcomes, names } = made({ domains: ['all'] });
  const { table } = resultOf(outcomes, names, 'DCN', ['auc', 'logLoss']);
  expect(table).toMatchObject({ columns: [{ of: 'all' }], tests: 2 });
  expect(answersOf(table as ExperimentTable)[0]).toMatch(/^DCN \+ HAMUR is better than DCN in AUC: /);
});

test('jobs are counted by state; metrics that no run knows are not offered', () => {
  const { experiment, outcomes } = made({ done: 5, failed: [2] });
  expect(countJobs(experiment.jobs)).toEqual({ waiting: 6, training: 1, done: 4, failed: 1, all: 12 });
  expect(knownMetrics(outcomes)).toEqual(['auc', 'logLoss']);
});

test('a run takes as long as those of the same data', () => {
  const { experiment } = made();
  const table = { hash: 'abc' } as Parameters<typeof runSecondsOf>[0]['table'];
  const each = outcomesOf(experiment).map(({ secondsPerEpoch, epochs }) => secondsPerEpoch * epochs);
  expect(runSecondsOf({ experiment, run: undefined, table })).toBeCloseTo(each.reduce((a, b) => a + b) / each.length, 10);
  expect(runSecondsOf({ experiment: { ...experiment, data: { name: 'x', hash: 'other' } }, run: undefined, table })).toBeUndefined();
});

test('the mean of the curves ends where the first seed ends', () => {
  const { experiment } = made({ seeds: 3 });
  const { epochs, curves } = seedCurves(experiment, 'auc');
  expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const [first] = curves;
  expect(first?.seeds.map(({ values }) => values.filter((value) => value !== null).length)).toEqual([7, 8, 6]);
  expect(first?.mean.map((value) => value !== null)).toEqual([true, true, true, true, true, true, false, false]);
  const third = first?.seeds.map(({ values }) => values[2] as number) as number[];
  expect(first?.mean[2]).toBeCloseTo(third.reduce((a, b) => a + b) / 3, 12);
  // Only what is done has a part in it.
  expect(seedCurves(made({ done: 3 }).experiment, 'auc').curves.map(({ seeds }) => seeds.length)).toEqual([2, 1]);
});

test('curves of the AUC per user are there where a run has them', () => {
  const { experiment } = made({ seeds: 2 });
  expect(curveMetrics(experiment)).toEqual(['auc', 'logLoss']);
  const jobs = experiment.jobs.map((job, i) => (i > 0 ? job : { ...job, curve: job.curve?.map((point) => ({ ...point, perUser: 0.6 })) ?? [] }));
  expect(curveMetrics({ jobs })).toEqual(['auc', 'logLoss', 'perUser']);
  const [first] = seedCurves({ ...experiment, jobs }, 'perUser').curves;
  expect(first?.seeds.map(({ values }) => values[0])).toEqual([0.6, null]);
});

test('cost beside gain: the reference stands at 0; a cost that nobody knows has no point', () => {
  const { outcomes, names } = made();
  const table = resultOf(outcomes, names, 'DCN', ['auc']).table as ExperimentTable;
  const points = costPoints(table, 'auc', 'parameters');
  expect(points.map(({ contestant, cost, isReference }) => [contestant, cost, isReference])).toEqual([
    ['DCN + HAMUR', 27_700, false],
    ['DCN', 22_100, true],
  ]);
  const difference = table.tables[0]?.rows[0]?.cells[0]?.difference;
  expect(points[0]).toMatchObject({ gain: difference?.mean, ...difference?.interval });
  expect(points[1]).toMatchObject({ gain: 0, low: null, high: null });
  expect(costPoints(table, 'auc', 'multiplyAdds')).toEqual([]);
  expect(costPoints(table, 'auc', 'multiplyAdds', new Map([['DCN', 7]])).map(({ contestant }) => contestant)).toEqual(['DCN']);
});

test('each form is read back', () => {
  const odd = '=k_35 & | 50 %';
  const { experiment, outcomes, names } = made({ contestants: [odd, 'DCN'] });
  const { table, seeds } = resultOf(outcomes, names, 'DCN', ['auc', 'logLoss']) as { table: ExperimentTable; seeds: number[] };
  const text = Object.fromEntries(copiesOf(table, experiment, seeds).map((copy) => [copy.ending, copy.text()])) as Record<string, string>;
  expect(Object.keys(text)).toEqual(['md', 'tex', 'csv', 'json', 'txt']);
  const method = methodOf(table, seeds);

  const paragraphs = (text.md as string).trimEnd().split('\n\n');
  expect(paragraphs[0]).toBe(answersOf(table)[0]);
  expect(paragraphs.at(-1)).toBe(method);
  const cells = (line: string) => line.split(/(?<!\\)\|/).slice(1, -1);
  const [auc, logLoss] = paragraphs.slice(1, 3).map((each) => each.split('\n').map(cells));
  // A head, its rule, a contestant with its differences, the reference.
  expect([auc, logLoss].map((lines) => lines?.map(({ length }) => length))).toEqual([
    [6, 6, 6, 6, 6],
    [6, 6, 6, 6, 6],
  ]);
  expect(auc?.[2]?.[0]?.trim().replace(/\\(.)/g, '$1')).toBe(odd);

  const lines = (text.tex as string).split('\n').filter((line) => line.endsWith('\\\\'));
  expect(lines.map((line) => line.split(/(?<!\\)&/).length)).toEqual(Array(8).fill(6));

  const { data, errors } = parse<Record<string, string>>(text.csv as string, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data).toHaveLength(2 * 2 * 5);
  expect(data[0]).toMatchObject({ contestant: `'${odd}`, column: 'mean over domains', pairs: '6' });
  expect(Number(data[0]?.difference)).toBe(table.tables[0]?.rows[0]?.cells[0]?.difference?.mean);

  const json = JSON.parse(text.json as string);
  expect(json).toMatchObject({ experiment: { seeds: [1, 2, 3, 4, 5, 6], reference: 'DCN' }, answers: answersOf(table), method });
  expect(json.experiment.contestants).toEqual(experiment.contestants);
  expect(json.table.tables[0].rows[0].cells[0].difference.values).toEqual(table.tables[0]?.rows[0]?.cells[0]?.difference?.values);

  expect(text.txt).toBe(`${method}\n`);
});

test('what is counted has no fractions, though it is a mean over seeds; seconds have three digits', () => {
  expect([92006, 65226.6667, 131638.5, 0.41823, 12, 640.25].map(costText)).toEqual(['92,006', '65,227', '131,639', '0.418', '12', '640']);
});

test('more runs than answers can be worked out of are refused with a reason, not with an error', () => {
  const { outcomes, names } = made();
  const many = Array.from({ length: 41 }, (_, seed) => names.map((contestant) => ({ ...(outcomes[0] as (typeof outcomes)[number]), contestant, seed }))).flat();
  expect(resultOf(many, names, names[0] as string, ['auc']).refused?.message).toContain('At most 40');
});
