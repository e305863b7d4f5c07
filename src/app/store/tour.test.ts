import { beforeEach, expect, test, vi } from 'vitest';
import { playground } from './store.test-helper';
import { isTourPage, TOUR_PAGES } from './tour';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test('a tour that is left is gone on with where it was left, in a later visit too', () => {
  const { state } = playground();
  state().openTour(4);
  expect(state().tour).toBe(4);
  state().leaveTour();
  expect(state().tour).toBeUndefined();
  expect(state().tourLeftAt).toBe(4);
  expect(playground().state().tourLeftAt).toBe(4);
});

test('a tour that was taken to its end begins anew', () => {
  const { state } = playground();
  state().openTour(4);
  state().leaveTour();
  state().openTour(TOUR_PAGES);
  state().leaveTour();
  expect(state().tourLeftAt).toBeUndefined();
  expect(playground().state().tourLeftAt).toBeUndefined();
});

test('what is no page opens the first; what is kept may be anything', () => {
  const { state } = playground();
  for (const page of [0, -1, 1.5, TOUR_PAGES + 1, Number.NaN]) {
    expect(isTourPage(page)).toBe(false);
    state().openTour(page);
    expect(state().tour).toBe(1);
  }
  kept.set('hamur.tour', '<img>');
  expect(playground().state().tourLeftAt).toBeUndefined();
});

test('storage that is refused costs nothing but the memory', () => {
  const refuse = () => {
    throw new Error('refused');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  const { state } = playground();
  state().openTour(3);
  state().leaveTour();
  expect(state().tourLeftAt).toBe(3);
});
