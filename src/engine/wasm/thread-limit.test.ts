import { afterEach, expect, test, vi } from 'vitest';
import { limitThreads, threadsToStart } from './thread-limit';

afterEach(() => {
  vi.unstubAllGlobals();
  limitThreads(8);
});

test('as many threads as there are cores, eight at most, unless fewer are allowed', () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 16 });
  expect(threadsToStart()).toBe(8);
  for (const [asked, given] of [
    [3, 3],
    [0, 1],
    [2.5, 2],
    [99, 8],
  ] as const) {
    limitThreads(asked);
    expect(threadsToStart()).toBe(given);
  }
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  expect(threadsToStart()).toBe(2);
});
