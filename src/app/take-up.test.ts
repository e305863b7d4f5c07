import { expect, test, vi } from 'vitest';
import { ownAddress } from './own-address';
import { playground } from './store/store.test-helper';
import { takeUp } from './take-up';

/** The code that reads what came is on its way until the test says that it is not to be had. */
const { failed, fail } = vi.hoisted(() => {
  let fail = () => {};
  return { failed: new Promise<never>((_, reject) => (fail = () => reject(new TypeError('Failed to fetch')))), fail: () => fail() };
});
vi.mock('./share/arrived', () => failed);

test('what came stands in the address while the code that reads it is on its way, and where that cannot be had', async () => {
  const { store, state } = playground();
  state().readLink('seed=7');
  const taken = takeUp(store, { link: 'seed=7', look: 'view=map&moment=2&result=abc' });
  expect(ownAddress(state())).toBe('seed=7&view=map&moment=2&result=abc');
  fail();
  await taken;
  expect(state().notes.join()).toContain('could not be loaded');
  expect(ownAddress(state())).toBe('seed=7&view=map&moment=2&result=abc');
  // It says nothing of other settings, and goes with the next link.
  state().set({ seed: 8 });
  expect(ownAddress(state())).toBe('seed=8');
  await takeUp(store, { link: 'seed=8' });
  state().set({ seed: 7 });
  expect(ownAddress(state())).toBe('seed=7');
});
