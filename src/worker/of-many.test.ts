import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { Trainer } from '../training/trainer';
import { keptOf } from './checkpoints';
import { asBrowser, trained, worker } from './worker-in-node.test-helper';

/** A run that is one of many. */
beforeEach(() => {
  const root = new MemoryFolder();
  asBrowser(() => root);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const kept = async (id: string, ofMany: boolean) => {
  const rooms = worker();
  await rooms.library.read();
  const { run, weights } = await trained(rooms, id, undefined, { ofMany });
  const { runs } = await rooms.library.read();
  return { run, weights, checkpoint: await keptOf(id), listed: runs.find((each) => each.id === id) };
};

test('it comes to the same as any other, is looked into at its end alone, and is kept with its model', async () => {
  const [alone, one] = [await kept('alone', false), await kept('x.1', true)];
  expect(one.weights).toEqual(alone.weights);
  expect(alone.run.looks.length).toBeGreaterThan(1);
  expect(one.run.looks).toMatchObject([{ final: true }]);
  expect(one.checkpoint?.state).toBeDefined();
  expect([alone.listed?.experiment, one.listed?.experiment]).toEqual([undefined, 'x']);
});

test('a large model is not kept after it: its record is, and its places are small again', async () => {
  const small = await kept('x.1', true);
  vi.spyOn(Trainer.prototype, 'stateBytes', 'get').mockReturnValue(17 * 2 ** 20);
  const large = await kept('x.2', true);
  expect(large.checkpoint).toMatchObject({ record: { phase: 'done' } });
  expect(large.checkpoint?.state).toBeUndefined();
  expect(large.listed).toMatchObject({ phase: 'done', epochs: 2 });
  expect(large.listed?.bytes).toBeLessThan(small.listed?.bytes ?? 0);
  // One that somebody has trained by itself is.
  expect((await kept('alone', false)).checkpoint?.state).toBeDefined();
});
