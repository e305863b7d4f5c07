import { expect, test } from 'vitest';
import type { Prober } from '../insight/prober';
import type { Look } from '../insight/types';
import type { Learner } from '../training/step';
import { InsideWatch } from './inside-watch';

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
      if (msPerStep > 0) await new Promise((resolve) => setTimeout(resolve, msPerStep));
      await watch.between(step / steps);
    }
  };
  return { watch, looks, train, made: () => made };
}

test('before training, at points of the first epoch, and at the end of every epoch', async () => {
  const { looks, train } = watched(true, 30);
  await train(3, 16);
  expect(looks[0]).toBe(0);
  // The first may be too dear for the little that has been trained; from then on every point is taken.
  expect([0.25, 0.5, 0.75, 1, 2, 3]).toEqual(expect.arrayContaining(looks.slice(1)));
  expect(looks).toEqual(expect.arrayContaining([0.75, 1, 2, 3]));
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
