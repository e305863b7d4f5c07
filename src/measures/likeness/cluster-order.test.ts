import { expect, test } from 'vitest';
import { randomStream, shuffle } from '../../lib/random';
import { distance, mean, normals } from '../test-helpers';
import { clusterOrder } from './cluster-order';

const random = randomStream(1, 'cluster-order');

test('planted groups come out side by side, and groups within groups too', () => {
  const [n, size] = [48, 5];
  const group = shuffle(
    Array.from({ length: n }, (_, i) => i % 6),
    random,
  );
  // Pairs of groups lie nearer to one another: 0 and 1 about 0, 2 and 3 about 100, 4 and 5 about 200.
  const centre = (i: number) => 100 * Math.floor((group[i] as number) / 2) + 15 * ((group[i] as number) % 2);
  const rows = Float32Array.from(normals(random, n * size), (value, at) => value + centre(Math.floor(at / size)));
  const order = Array.from(clusterOrder(rows, n, size));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  const changes = (of: (row: number) => number) => order.slice(1).filter((row, i) => of(row) !== of(order[i] as number)).length;
  expect(changes((row) => group[row] as number)).toBe(5);
  expect(changes((row) => Math.floor((group[row] as number) / 2))).toBe(2);
});

test('rows on a line come out in the order of the line', () => {
  const places = [5, 0, 31, 2, 17, 1, 60, 33];
  const order = clusterOrder(Float32Array.from(places), places.length, 1);
  // From the end with the smaller row number: 60 is row 6 and 0 is row 1.
  expect(Array.from(order, (row) => places[row])).toEqual([0, 1, 2, 5, 17, 31, 33, 60]);
});

/** Average linkage by its definition: the two groups that are joined, merge after merge. */
function merges(rows: Float32Array, n: number, size: number): [number[], number[]][] {
  let groups = Array.from({ length: n }, (_, i) => [i]);
  const made: [number[], number[]][] = [];
  while (groups.length > 1) {
    const pairs = groups.flatMap((a, i) => groups.slice(i + 1).map((b): [number[], number[]] => [a, b]));
    const between = pairs.map(([a, b]) => mean(a.flatMap((i) => b.map((j) => distance(rows, size, i, j)))));
    const [a, b] = pairs[between.indexOf(Math.min(...between))] as [number[], number[]];
    groups = [...groups.filter((group) => group !== a && group !== b), [...a, ...b]];
    made.push([a, b]);
  }
  return made;
}

test('every group that average linkage makes stays together, and meets the other at its nearest ends', () => {
  const [n, size] = [14, 2];
  for (let round = 0; round < 20; round++) {
    const rows = Float32Array.from(normals(random, n * size));
    const order = Array.from(clusterOrder(rows, n, size));
    const ends = (group: number[]) => {
      const places = group.map((row) => order.indexOf(row)).sort((a, b) => a - b);
      const [first, last] = [places[0] as number, places.at(-1) as number];
      expect(last - first).toBe(group.length - 1);
      return { first, last, rows: [order[first] as number, order[last] as number] };
    };
    for (const [a, b] of merges(rows, n, size)) {
      const [left, right] = [ends(a), ends(b)].sort((x, y) => x.first - y.first) as [ReturnType<typeof ends>, ReturnType<typeof ends>];
      expect(right.first).toBe(left.last + 1);
      const gaps = left.rows.flatMap((i) => right.rows.map((j) => distance(rows, size, i, j)));
      expect(distance(rows, size, left.rows[1] as number, right.rows[0] as number)).toBe(Math.min(...gaps));
    }
  }
});

test('where two groups meet, the nearest of their ends do', () => {
  const [n, size] = [6, 2];
  // Two lines of three: rows 0, 1, 2 rise to (0, 2), rows 3, 4, 5 go on from (10, 2) to (10, 4) in the order 4, 3, 5.
  const rows = Float32Array.from([0, 0, 0, 1, 0, 2, 10, 3, 10, 2, 10, 4]);
  const order = Array.from(clusterOrder(rows, n, size));
  expect(order).toEqual([0, 1, 2, 4, 3, 5]);
});

test('of equal distances the pair with the smaller row numbers is joined first', () => {
  // Row 1 is as far from 0 as from 2; row 3 stands beside it and joins whichever pair was made.
  const rows = Float32Array.from([0, 0, 1, 0, 2, 0, 1, 1.2]);
  expect([...clusterOrder(rows, 4, 2)]).toEqual([0, 1, 3, 2]);
});

test('the same rows give the same order, equal rows stay in theirs, and small tables do', () => {
  expect([...clusterOrder(new Float32Array(10), 5, 2)]).toEqual([0, 1, 2, 3, 4]);
  expect([...clusterOrder(new Float32Array(0), 0, 3)]).toEqual([]);
  expect([...clusterOrder(Float32Array.from([4]), 1, 1)]).toEqual([0]);
  expect([...clusterOrder(Float32Array.from([4, 1]), 2, 1)]).toEqual([0, 1]);
  const rows = Float32Array.from(normals(random, 150 * 8));
  expect(clusterOrder(rows, 150, 8)).toEqual(clusterOrder(rows, 150, 8));
});

test('neighbours are nearer than in the order of the rows', () => {
  const rows = Float32Array.from(normals(random, 120 * 3));
  const path = (order: ArrayLike<number>) =>
    Array.from({ length: 119 }, (_, i) => distance(rows, 3, order[i] as number, order[i + 1] as number)).reduce((a, b) => a + b, 0);
  expect(path(clusterOrder(rows, 120, 3))).toBeLessThan(0.6 * path(Array.from({ length: 120 }, (_, i) => i)));
});
