import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { forgetMeasures } from '../engine/choose';
import { isFused } from '../engine/kernels/fusion';
import { ENGINE_OF_TFJS } from '../engine/tfjs/engine';
import type { Machine } from '../engine/wasm/machine';
import { type EngineName, FUSED_OP_NAMES } from '../protocol/engine';
import { EngineRoom, type Tenant } from './engine-room';

const IDLE: Tenant = { underWay: () => undefined, occupies: () => false, clear: () => {} };
let room: EngineRoom;
afterEach(() => {
  room.forget();
  forgetMeasures();
});

/** A sum that the current engine works out, in its memory. */
async function computes(): Promise<number[]> {
  const tensor = ENGINE_OF_TFJS.makeTensor(Float32Array.from([1, 2, 3]), [3], 'float32');
  const sum = ENGINE_OF_TFJS.runKernel('Add', { a: tensor, b: tensor }) as typeof tensor;
  const values = Array.from(await sum.data());
  for (const each of [tensor, sum]) each.dispose();
  return values;
}
const threads = () => (ENGINE_OF_TFJS.backend as unknown as { machine: Machine }).machine.threads;

/** A run that is under way until it is ended. */
function tenant() {
  let end = () => {};
  const state = { run: undefined as Promise<void> | undefined, keeps: false };
  return {
    underWay: () => state.run,
    occupies: () => state.keeps,
    clear: () => {},
    begin: () => {
      state.keeps = true;
      state.run = new Promise((resolve) => {
        end = resolve;
      });
    },
    end: () => {
      state.run = undefined;
      end();
    },
  };
}

/** Two engines are compared where the adapter is none of software; the one here says that it is not. */
function asHardware(): void {
  const own = Object.getOwnPropertyDescriptor(GPUAdapterInfo.prototype, 'isFallbackAdapter') as PropertyDescriptor;
  Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { ...own, get: () => false });
  onTestFinished(() => {
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', own);
  });
}

test('a software adapter is neither measured nor taken', async () => {
  room = new EngineRoom(IDLE);
  const { auto, measured, options } = await room.describe();
  expect(auto).toMatchObject({ name: 'wasm', reason: expect.stringContaining('software') });
  expect(measured.gflops).toEqual({});
  expect(options.find(({ name }) => name === 'webgpu')).toMatchObject({ available: true });
  expect(options.some(({ unmeasured }) => unmeasured)).toBe(false);
  expect((await room.engineFor('auto')).info.name).toBe('wasm');
});

describe('an engine that is asked for by name while the others are measured', () => {
  test.each(['wasm', 'webgpu'] satisfies EngineName[])('%s survives the measurement', async (name) => {
    asHardware();
    room = new EngineRoom(IDLE);
    const described = room.describe();
    const engine = await room.engineFor(name);
    const held = ENGINE_OF_TFJS.makeTensor(Float32Array.from([7]), [1], 'float32');
    const report = await described;
    expect(report.options.filter(({ gflops }) => gflops !== undefined).map((option) => option.name)).toEqual(['webgpu', 'wasm']);
    // Whatever the measurement has still to do is done.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(ENGINE_OF_TFJS.backendName).toBe(name);
    if (name === 'wasm') expect(engine.info.adapter).toContain(threads() === 1 ? 'one thread' : `${threads()} threads`);
    if (name === 'wasm') expect(threads()).toBe(Math.min(navigator.hardwareConcurrency, 8));
    expect(await computes()).toEqual([2, 4, 6]);
    expect(Array.from(await held.data())).toEqual([7]);
    held.dispose();
    expect(await room.engineFor(name)).toBe(engine);
  });
});

test('engines are not measured, and none is taken away, while a run has one', async () => {
  asHardware();
  const run = tenant();
  room = new EngineRoom(run);
  run.begin();
  const engine = await room.engineFor('wasm');
  const { options, auto, measured } = await room.describe();
  expect(auto).toMatchObject({ name: 'wasm', reason: 'it is in use and the others were not measured' });
  expect(options.filter(({ unmeasured }) => unmeasured).map(({ name }) => name)).toEqual(['webgpu', 'wasm']);
  expect(measured.gflops).toEqual({});
  expect(await room.prepare('webgpu')).toBeUndefined();
  expect(await room.prepare('auto')).toBeUndefined();
  expect(await room.engineFor('wasm')).toBe(engine);
  expect(threads()).toBe(Math.min(navigator.hardwareConcurrency, 8));
  expect(await computes()).toEqual([2, 4, 6]);
});

test('kernels are compared between runs only, with whatever engine trains', async () => {
  const run = tenant();
  room = new EngineRoom(run);
  run.begin();
  await room.engineFor('wasm');
  let compared = false;
  const prepared = room.prepare('wasm').then((made) => {
    compared = true;
    return made;
  });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(compared).toBe(false);
  run.end();
  expect((await prepared)?.checks.map(({ passed }) => passed)).toEqual(FUSED_OP_NAMES.map(() => true));
  // What was found out is not found out again.
  expect(await room.prepare('wasm')).toMatchObject({ checkMs: 0 });
});

test('a run that begins while kernels are compared waits for one op, not for all', async () => {
  const run = tenant();
  room = new EngineRoom(run);
  await room.describe();
  await room.engineFor('wasm');
  const prepared = room.prepare('wasm');
  const { runKernel } = ENGINE_OF_TFJS;
  // Pressed at the third op.
  const training = new Promise<unknown>((resolve) => {
    ENGINE_OF_TFJS.runKernel = function (name, ...rest) {
      if (name === 'HamurNorm' && !run.underWay()) {
        run.begin();
        resolve(room.engineFor('wasm'));
      }
      return runKernel.call(this, name, ...rest) as never;
    };
  });
  await training;
  ENGINE_OF_TFJS.runKernel = runKernel;
  let compared = false;
  void prepared.then(() => {
    compared = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(compared).toBe(false);
  run.end();
  expect((await prepared)?.checks).toHaveLength(FUSED_OP_NAMES.length);
});

test('what an earlier visit found wrong is applied to an engine whoever asks for it', async () => {
  room = new EngineRoom(IDLE);
  const { measured } = await room.describe();
  const checks = [{ op: 'norm' as const, deviation: 0.5, passed: false, ms: 1 }];
  forgetMeasures();
  await room.describe({ ...measured, checks: { wasm: checks } });
  await room.engineFor('wasm');
  expect(isFused('norm')).toBe(false);
  expect(isFused('linear')).toBe(true);
  expect(await room.prepare('wasm')).toMatchObject({ checks, checkMs: 0 });

  // Until all is measured anew.
  await room.measureAgain();
  expect((await room.prepare('wasm'))?.checks).toHaveLength(FUSED_OP_NAMES.length);
  expect(isFused('norm')).toBe(true);
});

test('what failed is not remembered: neither an engine that did not start, nor a kernel that could not be compared', async () => {
  asHardware();
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('not just now'));
  try {
    room = new EngineRoom(IDLE);
    const { options, auto, measured } = await room.describe();
    expect(options.find(({ name }) => name === 'webgpu')).toMatchObject({ available: true, unmeasured: true });
    expect(auto.reason).toMatch(/^it does [\d.]+ GFLOP\/s on this machine, and WebGPU could not be measured$/);
    expect(Object.keys(measured.gflops)).toEqual(['wasm']);
  } finally {
    GPUAdapter.prototype.requestDevice = requestDevice;
  }
  await room.engineFor('wasm');
  const { runKernel } = ENGINE_OF_TFJS;
  ENGINE_OF_TFJS.runKernel = function (name, ...rest) {
    if (name === 'HamurCrossLayer') throw new Error('out of memory');
    return runKernel.call(this, name, ...rest) as never;
  };
  try {
    const prepared = await room.prepare('wasm');
    expect(prepared?.checks.filter(({ passed }) => !passed).map(({ op }) => op)).toEqual(['cross layer']);
    expect(isFused('cross layer')).toBe(false);
    expect(prepared?.measured.checks.wasm).toBeUndefined();
  } finally {
    ENGINE_OF_TFJS.runKernel = runKernel;
  }
});
