import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenAnotherWaits } from './waiting';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A registration as a browser has it, and how often was told of a version. */
function registered(given: { active?: boolean } = {}) {
  const worker = () => new EventTarget() as ServiceWorker;
  const registration = Object.assign(new EventTarget(), {
    active: given.active ? worker() : null,
    waiting: null as ServiceWorker | null,
    installing: null as ServiceWorker | null,
  });
  let told = 0;
  whenAnotherWaits(registration, () => told++);
  return {
    registration,
    told: () => told,
    /** Another version comes; it is kept, and waits, or begins at once. */
    comes: (waits = true) => {
      const next = worker();
      Object.assign(registration, { installing: next });
      registration.dispatchEvent(new Event('updatefound'));
      Object.assign(registration, { installing: null, waiting: waits ? next : null });
      for (let i = 0; i < 2; i++) next.dispatchEvent(new Event('statechange'));
      vi.runAllTimers();
      return told;
    },
  };
}

test('each version that waits is told of once, also after another', () => {
  const page = registered({ active: true });
  expect([page.comes(), page.comes()]).toEqual([1, 2]);
  // One that was there before the page.
  const { registration } = registered({ active: true });
  Object.assign(registration, { waiting: new EventTarget() });
  let told = 0;
  whenAnotherWaits(registration, () => told++);
  expect(told).toBe(1);
});

test('the first of all is none to tell of, nor is one that begins at once', () => {
  expect(registered().comes()).toBe(0);
  expect(registered({ active: true }).comes(false)).toBe(0);
});
