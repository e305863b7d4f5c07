import { expect, onTestFinished, test, vi } from 'vitest';
import { followAddress } from './follow-address';
import { linkOf } from './store/settings';
import { playground } from './store/store.test-helper';

const changed = () => new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));

/** A page at this address that follows the next ones. */
function pageAt(hash: string) {
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
  const page = playground();
  const listens = vi.spyOn(window, 'addEventListener');
  followAddress(page.store, () => {});
  const heard = listens.mock.calls.map(
    ([type, listener]) =>
      () =>
        window.removeEventListener(type, listener),
  );
  listens.mockRestore();
  onTestFinished(() => {
    for (const stop of heard) stop();
    history.replaceState(null, '', location.pathname + location.search);
  });
  return page;
}

test('what came is taken up, though the page has written its own state over the address before it hears of it', async () => {
  const { state } = pageAt('');
  location.hash = 'k=4&tour=3';
  history.replaceState(null, '', '#seed=9');
  await changed();
  expect(linkOf(state().config)).toBe('k=4');
  expect(state().tour).toBe(3);
  // Back from the page of the tour.
  location.hash = 'k=4';
  history.replaceState(null, '', '#k=4&tour=3');
  await changed();
  expect(state().tour).toBeUndefined();
});

test('so is the way to the benchmark', async () => {
  pageAt('');
  location.hash = 'bench';
  history.replaceState(null, '', '#k=4');
  await changed();
  expect(location.hash).toBe('#bench');
});
