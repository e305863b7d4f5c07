import '@tensorflow/tfjs-backend-cpu';
import { env, memory, scalar, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { Losses } from './losses';

beforeAll(async () => {
  // Without its advice to install something else.
  env().set('IS_NODE', false);
  await setBackend('cpu');
});

test('each read tells the mean of its steps, and the end the mean of all, each row counting alike', async () => {
  const before = memory().numTensors;
  const seen: number[] = [];
  const losses = new Losses((mean) => seen.push(mean));
  losses.push(scalar(1), 30);
  losses.push(scalar(2), 10);
  expect(losses.waiting).toBe(2);
  await losses.readAll();
  expect(losses.waiting).toBe(0);
  losses.push(scalar(4), 10);
  expect(await losses.mean()).toBeCloseTo((30 + 20 + 40) / 50, 6);
  expect(seen.map((mean) => Number(mean.toFixed(6)))).toEqual([1.25, 4]);
  expect(memory().numTensors).toBe(before);
});

test('a loss that is not a number is divergence, and is said to have come after how many steps', async () => {
  const losses = new Losses(() => {});
  losses.push(scalar(1), 10);
  await losses.readAll();
  losses.push(scalar(1), 10);
  losses.push(scalar(Number.NaN), 10);
  await expect(losses.readAll()).rejects.toThrow('the loss is no longer a number after 3 steps of this epoch');
});

test('a mean loss above 10 nats is divergence, and tells nobody', async () => {
  const seen: number[] = [];
  const losses = new Losses((mean) => seen.push(mean));
  // Of the two steps the second has nearly all rows: it is their mean that counts.
  losses.push(scalar(30), 1);
  losses.push(scalar(9), 99);
  await losses.readAll();
  losses.push(scalar(1), 10);
  losses.push(scalar(20), 30);
  await expect(losses.readAll()).rejects.toThrow('the loss has grown to 15.3 nats');
  expect(seen).toHaveLength(1);
});

test('a failure of a read under way comes out at the next one', async () => {
  const losses = new Losses(() => {});
  losses.push(scalar(Number.POSITIVE_INFINITY), 10);
  await losses.read();
  losses.push(scalar(1), 10);
  await expect(losses.read()).rejects.toThrow('no longer a number after 1 steps');
  await losses.drop();
});

test('what nobody will read is let go', async () => {
  const before = memory().numTensors;
  const losses = new Losses(() => {});
  losses.push(scalar(1), 10);
  await losses.drop();
  expect(losses.waiting).toBe(0);
  expect(memory().numTensors).toBe(before);
});

test('where the data may make numbers overflow, the column is named and not the learning rate', async () => {
  const losses = new Losses(
    () => {},
    undefined,
    () => 'The column “a” holds numbers far beyond the others, up to 300 times the scale',
  );
  losses.push(scalar(Number.NaN), 10);
  const error = await losses.readAll().catch((each: Error) => each.message);
  expect(error).toBe(
    'data: training diverged: the loss is no longer a number after 1 steps of this epoch. The column “a” holds numbers far beyond the others, up to 300 times the scale. Scale such a column by rank or by its logarithm, or leave it out, and train again.',
  );
});
