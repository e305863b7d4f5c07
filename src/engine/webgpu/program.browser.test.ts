import { add, type Tensor, type Tensor1D, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { type Engine, VIEW_ALIGNMENT } from '../engine';
import { NO_DECAY } from '../kernels/cases/optimise.test-helper';
import { OPTIMISE, type Optimise, runFused } from '../kernels/fused';
import { type Dispatcher, MOST_DISPATCHES, type Program } from './program';
import { startForTest } from './test-engine.test-helper';
import { UniformCache } from './uniforms';

let engine: Engine;
let dispatcher: Dispatcher;
beforeAll(async () => {
  ({ engine, dispatcher } = await startForTest());
});
afterAll(() => engine.stop());

const listOf = async (held: Tensor) => Array.from(await held.data());

/** to[g] = from[g] + by, one thread a group. */
const ADD: Program = {
  key: 'test add',
  reads: { source: 'f32' },
  writes: { to: 'f32' },
  sizes: ['by: f32'],
  threads: 1,
  code: 'fn run(group: u32, thread: u32) { to[group] = source[group] + sizes.by; }',
};

test('each dispatch of a submit has its own values', async () => {
  const [source, first, second] = [tensor1d([1, 2, 3]), zeros([3]), zeros([3])];
  for (const [to, by] of [
    [first, 10],
    [second, 20],
    [first, 30],
  ] as const)
    dispatcher.run(ADD, { source, to }, { by }, 3);
  expect(await listOf(first)).toEqual([31, 32, 33]);
  expect(await listOf(second)).toEqual([21, 22, 23]);
});

test("programs and tfjs's kernels run in the order they were called in", async () => {
  const [source, to] = [tensor1d([1, 2]), tensor1d([0, 0])];
  dispatcher.run(ADD, { source, to }, { by: 1 }, 2);
  const before = add(to, 100);
  dispatcher.run(ADD, { source, to }, { by: 5 }, 2);
  expect(await listOf(before)).toEqual([102, 103]);
  expect(await listOf(to)).toEqual([6, 7]);
});

test('a step like the one before writes nothing, and is one submit', async () => {
  const state = { parametersInPlace: zeros([300]), firstInPlace: zeros([300]), secondInPlace: zeros([300]), gradient: zeros([300]) };
  const attributes: Optimise = {
    ...{ optimiser: 'adam', t: 3, rate: 0.1, ...NO_DECAY, decay: 0.01, lazy: false, momentum: 0, clip: 0 },
  };
  const step = (t: number) => {
    const before = engine.counts();
    for (let i = 0; i < 40; i++) runFused<Tensor>(OPTIMISE, state, { ...attributes, t }).dispose();
    engine.submit();
    const after = engine.counts();
    return { dispatches: after.dispatches - before.dispatches, submits: after.submits - before.submits, bytes: after.bytesWritten - before.bytesWritten };
  };
  step(3);
  expect(step(3)).toEqual({ dispatches: 40, submits: 1, bytes: 0 });
  const { submits, bytes } = step(4);
  expect(submits).toBe(1);
  expect(bytes).toBeLessThanOrEqual(64);
});

test('what never submits is handed over now and then', () => {
  const [source, to] = [tensor1d([1]), tensor1d([0])];
  engine.submit();
  const before = engine.counts().submits;
  for (let i = 0; i < MOST_DISPATCHES + 1; i++) dispatcher.run(ADD, { source, to }, { by: 1 }, 1);
  expect(engine.counts().submits - before).toBe(1);
});

test('more groups than one dimension takes', async () => {
  const groups = 70_001;
  const [source, to] = [zeros([groups]) as Tensor1D, zeros([groups])];
  dispatcher.run(
    { ...ADD, key: 'test count', code: 'fn run(group: u32, thread: u32) { to[group] = source[group] + f32(group); }' },
    { source, to },
    { by: 0 },
    groups,
  );
  const values = await to.data();
  expect(values.findIndex((value, i) => value !== i)).toBe(-1);
});

test('a program may read and write parts of one buffer', async () => {
  const flat = tensor1d(new Float32Array(2 * VIEW_ALIGNMENT).fill(4));
  const [source, to] = [engine.view(flat, 0, [3]), engine.view(flat, VIEW_ALIGNMENT, [3])];
  dispatcher.run(ADD, { source, to }, { by: 1 }, 3);
  expect(await listOf(to)).toEqual([5, 5, 5]);
  expect((await listOf(flat)).filter((value) => value === 4).length).toBe(2 * VIEW_ALIGNMENT - 3);
});

test('what the device refuses is not lost', async () => {
  const [source, to] = [tensor1d([1]), tensor1d([0])];
  dispatcher.run({ ...ADD, key: 'test nonsense', code: 'fn run(group: u32, thread: u32) { nonsense; }' }, { source, to }, { by: 0 }, 1);
  await expect(to.data()).rejects.toThrow(/nonsense/);
  expect(() => dispatcher.run(ADD, { source }, { by: 0 }, 1)).toThrow(/nothing for to/);
  expect(() => dispatcher.run(ADD, { source, to }, {}, 1)).toThrow(/no by/);
  // What came of the refused command may still be told.
  await engine.finished().catch(() => {});
});

// A software adapter takes the other way in every run that this page trains.
// A software GPU takes half a minute for that; whatever trains here compiles what it needs.
test.each(FULL ? (['in registers', 'tiled'] as const) : [])('programs compile ahead, products %s', async (products) => {
  const ahead = await startForTest({ products });
  await ahead.engine.warmUp();
  ahead.dispatcher.check();
  ahead.engine.stop();
  ({ engine, dispatcher } = await startForTest());
});

test('a buffer is written anew only when nothing that is recorded reads it', () => {
  const { device } = dispatcher.backend;
  const cache = new UniformCache(device, 2);
  const get = (key: string) => cache.get(key, () => new Uint32Array(4));
  const [a, b] = [get('a'), get('b')];
  expect(get('a')).toBe(a);
  const c = get('c');
  expect([a, b]).not.toContain(c);
  cache.submitted();
  // The last submit used a after b.
  expect(get('d')).toBe(b);
  expect(get('a')).toBe(a);
  expect(get('e')).toBe(c);
});
