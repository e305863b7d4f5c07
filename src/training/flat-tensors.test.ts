import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, trained, worker } from '../worker/worker-in-node.test-helper';

test('run after run, and whether it goes on from what was kept, the engine holds no more tensors', async () => {
  const root = new MemoryFolder();
  keepEveryEpoch();
  asBrowser(() => root);
  const rooms = worker();
  await rooms.library.read();
  const held: { numTensors: number; numBytes: number }[] = [];
  for (let i = 0; i < 5; i++) {
    const id = `run ${i}`;
    await trained(rooms, id);
    if (i % 2 === 1) await rooms.run.goOn(id, 'page', () => {});
    const { numTensors, numBytes } = memory();
    held.push({ numTensors, numBytes });
  }
  // A model that was brought back has no optimiser.
  expect(held.slice(3)).toEqual(held.slice(1, 3));
});
