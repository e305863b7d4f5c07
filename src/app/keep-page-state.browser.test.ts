import { expect, onTestFinished, test, vi } from 'vitest';
import { keepPageState } from './keep-page-state';
import { linkOf } from './store/settings';
import { playground } from './store/store.test-helper';

const MORE_THAN_A_STEP = 6000;

/** A page that keeps its state in the history, which it does not leave behind it. */
function page() {
  const [start, place] = [history.state, location.pathname + location.search];
  history.replaceState(null, '', place);
  const { store, state } = playground();
  const listens = vi.spyOn(window, 'addEventListener');
  keepPageState(store, () => linkOf(state().config));
  const heard = listens.mock.calls.map(([type, listener]) => [type, listener] as const);
  listens.mockRestore();
  let now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
  onTestFinished(async () => {
    clock.mockRestore();
    for (const [type, listener] of heard) window.removeEventListener(type, listener);
    store.setState({ sheet: undefined });
    history.replaceState(start, '', place);
  });
  const go = async (by: number) => {
    const gone = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
    history.go(by);
    await gone;
    // A step that would do nothing is passed over.
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  return { state, go, later: () => (now += MORE_THAN_A_STEP) };
}

test('Back takes one setting back, then the one before; Forward brings them again', async () => {
  const { state, go, later } = page();
  state().set({ model: { k: 4 } });
  state().set({ seed: 9 });
  later();
  state().set({ seed: 10 });
  // Quick changes of one setting are one step.
  state().set({ seed: 11 });
  const link = () => linkOf(state().config);
  expect(link()).toBe('k=4&seed=11');
  await go(-1);
  expect(link()).toBe('k=4&seed=9');
  await go(-1);
  expect(link()).toBe('k=4');
  await go(-1);
  expect(link()).toBe('');
  await go(2);
  expect(link()).toBe('k=4&seed=9');
  // What no person has changed here is no step.
  state().accept({ seed: 3 });
  await go(-1);
  expect(link()).toBe('k=4');
});

test('a number that is typed is one step, however many keys it takes', async () => {
  const { state, go, later } = page();
  const box = document.body.appendChild(document.createElement('input'));
  onTestFinished(() => box.remove());
  box.focus();
  for (const seed of [2, 20, 207]) state().set({ seed });
  later();
  state().set({ seed: 5 });
  await go(-1);
  expect(state().config.seed).toBe(207);
  await go(-1);
  expect(state().config.seed).toBe(1);
});

test('Back takes back what was set in a sheet, then closes it; one that was closed comes back by nothing, and costs no step', async () => {
  const { state, go, later } = page();
  state().set({ seed: 2 });
  later();
  state().openSheet('model');
  state().set({ model: { k: 4 } });
  await go(-1);
  expect([linkOf(state().config), state().sheet]).toEqual(['seed=2', 'model']);
  await go(-1);
  expect([linkOf(state().config), state().sheet]).toEqual(['seed=2', undefined]);
  await go(1);
  expect(state().sheet).toBe('model');
  state().openSheet(undefined);
  later();
  state().set({ seed: 3 });
  state().openSheet('data');
  state().set({ model: { k: 5 } });
  state().openSheet(undefined);
  await go(-1);
  expect([linkOf(state().config), state().sheet]).toEqual(['seed=3', undefined]);
  await go(-1);
  expect(linkOf(state().config)).toBe('seed=2');
});
