import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkFinite } from '../insight/probe/not-finite';
import type { Prober } from '../insight/probe/prober';
import type { Look } from '../protocol/insight';
import type { Learner } from '../training/step';
import { InsideWatch } from './inside-watch';

// No clock but the test's own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch over a prober whose looks take as long as is said, none if nothing is; so does training. */
function watched(open: boolean, msPerStep: number, { whole = 0, light = 0, unhurried = false } = {}) {
  const looks: number[] = [];
  const kinds: string[] = [];
  let made = 0;
  const prober = {
    look: async (_: Learner, epoch: number, final: boolean) => {
      vi.advanceTimersByTime(whole);
      kinds.push('whole');
      return { epoch, final } as Look;
    },
    glance: async (_: Learner, epoch: number) => {
      vi.advanceTimersByTime(light);
      kinds.push('light');
      return { epoch, final: false } as Look;
    },
    watch: () => {},
    dispose: () => {},
  } as unknown as Prober;
  const watch = new InsideWatch(
    () => {
      made++;
      return prober;
    },
    {} as Learner,
    ({ epoch }) => looks.push(epoch),
    open,
    unhurried,
  );
  const train = async (epochs: number, steps: number) => {
    await watch.between(0);
    for (let step = 1; step <= epochs * steps; step++) {
      vi.advanceTimersByTime(msPerStep);
      await watch.between(step / steps);
    }
  };
  return { watch, looks, kinds, train, made: () => made };
}

test('before training, at points of the first epoch, and at the end of every epoch', async () => {
  const { looks, train } = watched(true, 200);
  await train(3, 16);
  expect(looks).toEqual([0, 0.25, 0.5, 0.75, 1, 2, 3]);
});

test('what has been trained pays for the first look: of quick epochs some are passed over', async () => {
  const { looks, train } = watched(true, 10);
  await train(4, 16);
  // An epoch of 160 ms pays for 3.2 ms. Light looks are taken to cost 5: the first must leave enough for the one after it.
  expect(looks).toEqual([0, 3, 4]);
});

test('every epoch has a look where light ones fit; the whole ones take what they leave', async () => {
  // 16 steps of 25 ms: 8 ms an epoch may be looked.
  const { looks, kinds, train } = watched(true, 25, { whole: 15, light: 5 });
  await train(20, 16);
  expect(looks.slice(0, 3)).toEqual([0, 1, 2]);
  expect(looks.filter(Number.isInteger)).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(kinds.filter((kind) => kind === 'whole').length).toBeGreaterThanOrEqual(5);
});

test('unhurried, every look is whole, whatever it takes', async () => {
  const { looks, kinds, train } = watched(true, 1, { whole: 100, light: 5, unhurried: true });
  await train(3, 16);
  expect(looks).toEqual([0, 0.25, 0.5, 0.75, 1, 2, 3]);
  expect(new Set(kinds)).toEqual(new Set(['whole']));
});

test('a look that fails ends no run', async () => {
  const silent = vi.spyOn(console, 'info').mockImplementation(() => {});
  const prober = { look: async () => Promise.reject(new Error('no numbers')), watch: () => {}, dispose: () => {} } as unknown as Prober;
  const watch = new InsideWatch(
    () => prober,
    {} as Learner,
    () => {},
    true,
  );
  await watch.between(0);
  expect(silent).toHaveBeenCalledOnce();
  await expect(watch.look(1)).rejects.toThrow('no numbers');
  silent.mockRestore();
});

test('a last look at numbers that have overflowed ends no run either; any other fault is told', async () => {
  const silent = vi.spyOn(console, 'info').mockImplementation(() => {});
  const failing = (fault: () => void) => {
    const prober = { look: async () => fault(), watch: () => {}, dispose: () => {} } as unknown as Prober;
    return new InsideWatch(
      () => prober,
      {} as Learner,
      () => {},
      true,
    );
  };
  expect(await failing(() => checkFinite([1, Number.NaN])).last(3)).toBeUndefined();
  const lost = failing(() => {
    throw new Error('the device was lost');
  });
  await expect(lost.last(3)).rejects.toThrow('the device was lost');
  silent.mockRestore();
});

test('training that takes no time pays for no look but the first', async () => {
  const { looks, train } = watched(true, 0);
  await train(3, 16);
  expect(looks).toEqual([0]);
});

test('closed, nothing is looked at, and nothing is even made', async () => {
  const { watch, looks, train, made } = watched(false, 5);
  await train(2, 8);
  expect(looks).toEqual([]);
  expect(made()).toBe(0);
  watch.dispose();
  expect(await watch.look(2, true)).toEqual({ epoch: 2, final: true });
  expect(made()).toBe(1);
});
