import { expect, test, vi } from 'vitest';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { Trainer } from '../training/trainer';
import { isOutOfMemory, memoryError } from './out-of-memory';
import { asBrowser, keptBefore, trained, worker } from './worker-in-node.test-helper';

test.each([
  new RangeError('Array buffer allocation failed'),
  new RangeError('Invalid typed array length: 8589934592'),
  new Error('Aborted(OOM). Build with -sASSERTIONS for more info.'),
  new Error('WebAssembly.Memory(): could not allocate memory: out of memory'),
  Object.assign(new Error('the buffer'), { name: 'GPUOutOfMemoryError' }),
])('%s is a lack of memory', (error) => {
  expect(isOutOfMemory(error)).toBe(true);
});

test('nothing else is', () => {
  for (const error of [new RangeError('offset is out of bounds'), new Error('the device was lost'), 'text', undefined])
    expect(isOutOfMemory(error)).toBe(false);
});

test('it is said what takes most of it, and what makes it smaller', () => {
  const error = new RangeError('Array buffer allocation failed');
  const largest = { what: 'the outputs of hyper.1 for a batch', size: '3.1 GiB', path: 'train.batch', advice: 'Use a smaller batch.' };
  expect(memoryError(error, largest).message).toBe(
    'train.batch: there was not enough memory (Array buffer allocation failed); most of it is for the outputs of hyper.1 for a batch (3.1 GiB). Use a smaller batch.',
  );
  expect(memoryError(error, undefined).message).toMatch(/Use a smaller batch, or close other tabs\.$/);
});

test('a run that has no memory left ends in words, and takes nothing along: the next trains, and what was kept is there', async () => {
  const root = new MemoryFolder();
  asBrowser(() => root);
  const before = await keptBefore();
  const rooms = worker();
  await rooms.library.read();
  vi.spyOn(Trainer.prototype, 'run').mockRejectedValueOnce(new RangeError('Array buffer allocation failed'));
  await expect(trained(rooms, 'large')).rejects.toThrow(/there was not enough memory .*; most of it is for .* \(1 MiB\)\. Use /);
  expect((await rooms.library.read()).runs.map(({ id }) => id)).toContain('before');
  expect((await trained(rooms, 'next')).weights).toEqual(before.weights);
});
