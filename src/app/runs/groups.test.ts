import { expect, test } from 'vitest';
import { columnsOf, type RunColumn } from './columns';
import { groupsOf, spreadOf } from './groups';
import { itemText } from './item-text';
import { listedRun } from './listed-run.test-helper';
import { type Item, itemsOf } from './model';

const at = (id: string, seed: number, auc: [number, number], change = {}) => listedRun(id, { seed }, { auc, ...change });

test('runs of one configuration are a group whatever seed and engine; other settings or data are another', () => {
  const runs = [
    listedRun('a', { seed: 1 }),
    listedRun('b', { seed: 2, engine: 'cpu' }),
    listedRun('c', { seed: 1, model: { k: 3 } }),
    listedRun('d', { seed: 1 }, { dataHash: 'other' }),
  ];
  expect(groupsOf(runs).map((group) => group.runs.map(({ id }) => id))).toEqual([['a', 'b'], ['c'], ['d']]);
});

test('mean and deviation over seeds: one that was trained twice counts once, with its latest run', () => {
  const runs = [at('a', 1, [0.7, 0.6]), at('b', 2, [0.9, 0.6]), at('c', 2, [0.8, 0.6], { began: 5000 }), listedRun('d', { seed: 3 })];
  const spread = spreadOf(runs, ({ scores }) => scores?.auc.byDomain[0]);
  expect(spread).toMatchObject({ mean: expect.closeTo(0.75, 12), deviation: expect.closeTo(Math.sqrt(0.005), 12), n: 2 });
  expect(spreadOf(runs.slice(0, 1), ({ scores }) => scores?.auc.mean)).toEqual({ mean: expect.closeTo(0.65, 12), deviation: null, n: 1 });
  expect(spreadOf(runs, () => undefined)).toBeUndefined();
});

test('what a group shows: mean ± deviation, and of how many where some lack it; what all have, or from where to where', () => {
  const runs = [at('a', 1, [0.7, 0.6]), at('b', 2, [0.8, 0.6], { epochs: 5 }), listedRun('c', { seed: 4 })];
  const [group] = itemsOf(runs, new Map(), true) as [Item];
  const text = (id: string) => itemText(group, columnsOf(runs).find((column) => column.id === id) as ReturnType<typeof columnsOf>[0]);
  expect(text('auc in home')).toBe('.7500 ± .0707 (n 2)');
  expect(text('seconds')).toBe('3.0 ± 0.0');
  expect([text('epochs'), text('engine'), text('seed')]).toEqual(['2 – 5', 'WebAssembly', '1 – 4']);
});

test('a group of one is a run; without groups each is', () => {
  const runs = [listedRun('a', { seed: 1 }), listedRun('b', { seed: 2 }), listedRun('c', { model: { k: 3 } })];
  const names = new Map([['a', 'A']]);
  expect(itemsOf(runs, names, true).map(({ name, items }) => [name, items?.length])).toEqual([
    ['A', 2],
    ['', undefined],
  ]);
  expect(itemsOf(runs, names, false)).toHaveLength(3);
});

test('a group’s runs began from when to when: the day stands once where it is the same', () => {
  const began = (...times: Date[]) => {
    const runs = times.map((time, i) => at(`r${i}`, i, [0.7, 0.6], { began: time.getTime() }));
    const [item] = itemsOf(runs, new Map(), true) as [Item];
    return itemText(item, columnsOf(runs).find(({ id }) => id === 'began') as RunColumn);
  };
  const morning = new Date(2026, 10, 26, 9, 5);
  expect(began(morning, new Date(2026, 10, 26, 17, 40))).toBe('26 Nov 2026, 09:05\u00a0–\u00a017:40');
  expect(began(morning, new Date(2026, 10, 27, 9, 5))).toBe('26 Nov 2026, 09:05 – 27 Nov 2026, 09:05');
  expect(began(morning, new Date(2026, 10, 26, 9, 5, 30))).toBe('26 Nov 2026, 09:05');
});
