import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from '../protocol/data';
import { paced } from './paced';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a page hears of progress ten times a second, of each phase at once, and that it is done', () => {
  const told: [phase: string, done: number][] = [];
  const tell = paced(({ phase, done }: Parameters<Progress>[0]) => told.push([phase, done]));
  // A second of reading, a message a millisecond.
  for (let done = 0; done < 1000; done++, vi.advanceTimersByTime(1)) tell({ phase: 'reading', done, total: 1000 });
  tell({ phase: 'reading', done: 1000, total: 1000 });
  tell({ phase: 'columns', done: 0, total: 1 });
  tell({ phase: 'columns', done: 0.5, total: 1 });
  tell({ phase: 'columns', done: 1, total: 1 });
  expect(told).toEqual([...Array.from({ length: 11 }, (_, i) => ['reading', 100 * i]), ['columns', 0], ['columns', 1]]);
});
