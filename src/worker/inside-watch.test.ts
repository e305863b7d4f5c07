import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

/** A watch over a prober that takes no time; training takes as long as the test says. */
function watched(open: boolean, msPerStep: number) {
  const looks: number[] = [];
  let made = 0;
  const prober = {
    look: async (_: Learner, epoch: number, final: boolean) => ({ epoch, final }) as Look,
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
  );
  const train = async (epochs: number, steps: number) => {
    await watch.between(0);
    for (let step = 1; step <= epochs * steps; step++) {
      vi.advanceTimersByTime(msPerStep);
      await watch.between(step / steps);
    }
  };
  return { watch, looks, train, made: () => made };
}

test('before training, at points of the first epoch, and at the end of every epoch', async () => {
  const { looks, train } = watched(true, 200);
  await train(3, 16);
  expect(looks).toEqual([0, 0.25, 0.5, 0.75, 1, 2, 3]);
});

test('what has been trained pays for the first look: of quick epochs some are passed over', async () => {
  const { looks, train } = watched(true, 10);
  await train(4, 16);
  // The first look is taken to cost 10 ms, which is 2 % of half a second: 50 steps.
  expect(looks).toEqual([0, 4]);
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
