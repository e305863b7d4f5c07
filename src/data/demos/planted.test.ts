import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { randomStream } from '../../lib/random';
import { auc } from '../../measures/classification/auc';
import { bestPossible } from '../../training/evaluation/evaluate-model';
import { encode } from '../encode/encode';
import type { Table } from '../table/table';
import { textsOf } from '../test-helpers';
import { makeDemo } from '.';
import { type ClickDomain, drawTruth } from './click-model';

// What is said of the truth of the demos, found again in their rows.

test('a domain has the signs and the slope of another, or their opposite, wherever it stands; the others stay as they are', () => {
  const own = { name: '', share: 0.25, bias: 0 };
  const model = { users: 5, segments: 2, items: 5, categories: 2, individuality: 0.5, axes: 8, sharedAxes: 2, affinity: 1, slope: 0.8, conflictingSlope: true };
  const truthOf = (domains: ClickDomain[]) => drawTruth({ ...model, domains }, randomStream(1, 'truth'));
  const [alone, sharing] = [truthOf([own, own, own, own]), truthOf([own, { ...own, tastesOf: 0 }, { ...own, oppositeOf: 0 }, own])];
  const signs = ({ sign }: typeof alone) => [0, 1, 2, 3].map((d) => [...sign.subarray(8 * d, 8 * d + 8)]);
  const [first, second, third, last] = signs(alone) as [number[], number[], number[], number[]];
  const opposite = first.map((each, a) => (a < 2 ? each : -each));
  expect(second).not.toEqual(first);
  expect(third).not.toEqual(opposite);
  expect(signs(sharing)).toEqual([first, first, opposite, last]);
  expect([...alone.slope]).toEqual([0.8, -0.8, 0.8, -0.8]);
  expect([...sharing.slope]).toEqual([0.8, 0.8, -0.8, -0.8]);
  expect(sharing.user).toEqual(alone.user);
});

describe('conflict', () => {
  const { table } = makeDemo('conflict');
  const tastes = [tasteIn(rowsOf(table, 'home'), 0.8, -0.6), tasteIn(rowsOf(table, 'search'), -0.8, 0), tasteIn(rowsOf(table, 'video'), 0.8, -1)] as const;

  test('each channel has tastes of its own', () => {
    for (const [one, other] of PAIRS) {
      const between = differences(tastes[one], tastes[other]);
      expect(between.length).toBeGreaterThan(1000);
      expect(between.filter((difference) => difference > 1).length / between.length).toBeGreaterThan(0.3);
    }
  });
});

describe('agreement', () => {
  const { table } = makeDemo('agreement');
  const tastes = [tasteIn(rowsOf(table, 'home'), 0.8, -0.6), tasteIn(rowsOf(table, 'search'), 0.8, 0), tasteIn(rowsOf(table, 'video'), 0.8, -1)] as const;

  test('all channels agree: the logits of a row differ by the bias alone', () => {
    for (const [one, other] of PAIRS) {
      const between = differences(tastes[one], tastes[other]);
      expect(between.length).toBeGreaterThan(1000);
      expect(Math.max(...between)).toBeLessThan(1e-9);
    }
  });

  test('as many visitors and items as in conflict', () => {
    const columns = (demo: Table) => demo.columns.filter(({ name }) => ['user_id', 'segment', 'item_id', 'category'].includes(name));
    const counts = columns(table).map(({ name, values }) => [name, values.length]);
    expect(counts).toEqual(columns(makeDemo('conflict').table).map(({ name, values }) => [name, values.length]));
    expect(Object.fromEntries(counts)).toMatchObject({ user_id: 400, item_id: 200 });
  });
});

describe('many', () => {
  test('no two sites have the same tastes', () => {
    const { table } = makeDemo('many');
    const tastes = Array.from({ length: 12 }, (_, d) =>
      tasteIn(rowsOf(table, `site ${String(d + 1).padStart(2, '0')}`), d % 2 === 1 ? -0.8 : 0.8, -0.2 * (d % 4)),
    );
    for (const [d, one] of tastes.entries()) {
      for (const other of tastes.slice(d + 1)) {
        const between = differences(one, other);
        expect(between.filter((difference) => difference > 0.1).length / between.length).toBeGreaterThan(0.5);
      }
    }
  });
});

describe('tiny', () => {
  const { table, roles } = makeDemo('tiny');
  const [home, search, video] = [rowsOf(table, 'home'), rowsOf(table, 'search'), rowsOf(table, 'video')];
  const tastes = { home: tasteIn(home, 0.8, -0.6), search: tasteIn(search, -0.8, 0), video: tasteIn(video, 0.8, 0) };

  test('same user, item, hour and price: the logits of video and home differ by the bias alone', () => {
    const between = differences(tastes.video, tastes.home);
    expect(between.length).toBeGreaterThan(500);
    expect(Math.max(...between)).toBeLessThan(1e-9);
  });

  test('search has other tastes, and prices have the opposite effect there', () => {
    const between = differences(tastes.search, tastes.home);
    expect(between.length).toBeGreaterThan(5000);
    expect(between.filter((difference) => difference > 1).length / between.length).toBeGreaterThan(0.5);
  });

  test.each([1, 2, 3])('the test rows of video hold forty of each class, seed %i', (seed) => {
    const data = encode(makeDemo('tiny', { seed }).table, completeRunConfig({ seed }, roles));
    const tested = Array.from(data.split.test).filter((row) => data.domains[data.domainIds[row] as number]?.name === 'video');
    // Counted for seeds 1 to 30: never fewer than 45.
    for (const kind of [0, 1]) expect(tested.filter((row) => data.labels[row] === kind).length).toBeGreaterThanOrEqual(40);
  });
});

describe('one-noisy', () => {
  const { table, roles } = makeDemo('one-noisy');
  const [home, search, video] = [rowsOf(table, 'home'), rowsOf(table, 'search'), rowsOf(table, 'video')];
  const taste = tasteIn(home, 0.8, -0.6);

  test('home and video agree', () => {
    const between = differences(tasteIn(video, 0.8, -1), taste);
    expect(between.length).toBeGreaterThan(1500);
    expect(Math.max(...between)).toBeLessThan(1e-9);
  });

  test('the clicks of search go with nothing: not with what home would say of the row, and not with any column', () => {
    // The logit that the row would have in home, for the pairs of user and item that home has too.
    const ofHome = (rows: Row[]) =>
      rows.flatMap((row) => (taste.has(row.pair) ? [{ click: row.click, logit: (taste.get(row.pair) as number) + row.hourEffect + 0.8 * row.price }] : []));
    const aucOf = (rows: { click: number; logit: number }[]) =>
      auc(
        rows.map(({ logit }) => logit),
        rows.map(({ click }) => click),
      ) as number;
    const [inSearch, inVideo] = [ofHome(search), ofHome(video)];
    // Four standard errors of an AUC without signal: sqrt((n + 1) / (12 positives negatives)), Mann and Whitney 1947.
    const positives = inSearch.filter(({ click }) => click === 1).length;
    const error = Math.sqrt((inSearch.length + 1) / (12 * positives * (inSearch.length - positives)));
    expect(inSearch.length).toBeGreaterThan(3000);
    expect(Math.abs(aucOf(inSearch) - 0.5)).toBeLessThan(4 * error);
    expect(aucOf(inVideo)).toBeGreaterThan(0.8);

    for (const column of ['user_id', 'segment', 'item_id', 'category', 'hour', 'price']) {
      expect(Math.abs(dependence(search, column)), column).toBeLessThan(4);
      if (column === 'user_id' || column === 'item_id') expect(dependence(home, column), column).toBeGreaterThan(10);
    }
  });

  test('the best possible AUC of search is .5 to the last digit, and no domain is without one', () => {
    const best = bestPossible(encode(table, completeRunConfig({}, roles)));
    const areas = Object.fromEntries(best?.domains.map((domain) => [domain.name, domain.auc]) ?? []);
    expect(areas.search).toBe(0.5);
    expect(best?.domains.flatMap(({ reason }) => reason ?? [])).toEqual([]);
    expect(areas.home).toBeGreaterThan(0.8);
    expect(areas.video).toBeGreaterThan(0.75);
    expect(best?.auc).toBeGreaterThan(0.7);
  });
});

const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

interface Row {
  values: Record<string, string>;
  /** User and item. */
  pair: string;
  /** 0 or 1 */
  click: number;
  logit: number;
  /** 2 price - 1 */
  price: number;
  hourEffect: number;
}

function rowsOf(table: Table, channel: string): Row[] {
  const columns = Object.entries(textsOf(table));
  const rows = Array.from(table.trueLogits as Float64Array, (logit, row) => {
    const values = Object.fromEntries(columns.map(([name, texts]) => [name, texts[row] as string]));
    return {
      values,
      pair: `${values.user_id} ${values.item_id}`,
      click: Number(values.click),
      logit,
      price: 2 * Number(values.price) - 1,
      hourEffect: 0.4 * Math.sin((2 * Math.PI * Number(values.hour)) / 24),
    };
  });
  return rows.filter(({ values }) => values.channel === channel);
}

/**
 * How much each user likes each item in a domain: the logit without what hour, price and bias add.
 *
 * @throws Error where two rows of one user and item disagree: slope or bias is not the domain's
 */
function tasteIn(rows: Row[], slope: number, bias: number): Map<string, number> {
  const tastes = new Map<string, number>();
  for (const { pair, logit, price, hourEffect } of rows) {
    const taste = logit - hourEffect - slope * price - bias;
    if (Math.abs(taste - (tastes.get(pair) ?? taste)) > 1e-9) throw new Error(`The rows of ${pair} disagree.`);
    tastes.set(pair, taste);
  }
  return tastes;
}

/** Of the pairs that both have. */
function differences(one: Map<string, number>, other: Map<string, number>): number[] {
  return [...one].flatMap(([pair, taste]) => (other.has(pair) ? [Math.abs(taste - (other.get(pair) as number))] : []));
}

/** Pearson's chi-square of click and column, as standard deviations from what it is where they are independent. */
function dependence(rows: Row[], column: string): number {
  const counts = new Map<string, { rows: number; clicks: number }>();
  let clicks = 0;
  for (const { values, click } of rows) {
    // Prices in tenths.
    const value = column === 'price' ? (values.price as string).slice(0, 3) : (values[column] as string);
    const count = counts.get(value) ?? { rows: 0, clicks: 0 };
    counts.set(value, { rows: count.rows + 1, clicks: count.clicks + click });
    clicks += click;
  }
  const rate = clicks / rows.length;
  const square = [...counts.values()].reduce((sum, count) => sum + (count.clicks - count.rows * rate) ** 2 / (count.rows * rate * (1 - rate)), 0);
  const freedom = counts.size - 1;
  return (square - freedom) / Math.sqrt(2 * freedom);
}
