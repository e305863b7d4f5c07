import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const ADAPTER = { info: { vendor: 'a vendor', architecture: '', device: '', description: '', isFallbackAdapter: false } };

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 100 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A machine that answers so, request by request, and with nothing after that. */
async function machine(...answers: unknown[]) {
  const requestAdapter = vi.fn(async () => answers.shift() ?? null);
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  return { requestAdapter, findAdapter: (await import('./adapter')).findAdapter };
}

test('an adapter that is there is asked for once', async () => {
  const { requestAdapter, findAdapter } = await machine(ADAPTER);
  expect(await findAdapter()).toMatchObject({ description: 'a vendor', software: false });
  expect(requestAdapter).toHaveBeenCalledTimes(1);
});

test('a request that came too early is made again', async () => {
  const { requestAdapter, findAdapter } = await machine(null, ADAPTER);
  expect(await findAdapter()).toMatchObject({ description: 'a vendor' });
  expect(requestAdapter).toHaveBeenCalledTimes(2);
});

test('a machine without an adapter is asked twice, and later once', async () => {
  const { requestAdapter, findAdapter } = await machine();
  expect(await findAdapter()).toMatch(/finds no adapter/);
  expect(requestAdapter).toHaveBeenCalledTimes(2);
  expect(await findAdapter()).toMatch(/finds no adapter/);
  expect(requestAdapter).toHaveBeenCalledTimes(3);
});
