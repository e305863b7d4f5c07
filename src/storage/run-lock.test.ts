import { afterEach, expect, test, vi } from 'vitest';
import { holdRun } from './run-lock';

afterEach(() => vi.unstubAllGlobals());

test('where the browser refuses locks, as it does where storage is blocked, a run is trained all the same', async () => {
  vi.stubGlobal('navigator', { locks: { request: async () => Promise.reject(new DOMException('The request was denied.', 'SecurityError')) } });
  const giveBack = await holdRun('a');
  expect(giveBack).toBeTypeOf('function');
  await giveBack?.();
});

test('a run that another tab trains is not held', async () => {
  vi.stubGlobal('navigator', { locks: { request: async () => Promise.reject(new DOMException('It took too long.', 'TimeoutError')) } });
  expect(await holdRun('a')).toBeUndefined();
});
