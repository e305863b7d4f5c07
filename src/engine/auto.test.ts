import { expect, test } from 'vitest';
import type { EngineOption } from '../protocol/engine';
import { autoOf } from './auto';

const option = (name: EngineOption['name'], change: Partial<EngineOption> = {}): EngineOption => ({
  name,
  available: true,
  adapter: '',
  reason: '',
  ...change,
});
const cpu = option('cpu');

test('the fastest by measurement is taken, whichever it is, and the other is told', () => {
  const of = (webgpu: number, wasm: number) => autoOf([option('webgpu', { hardware: true, gflops: webgpu }), option('wasm', { gflops: wasm }), cpu]);
  expect(of(400, 86)).toMatchObject({ name: 'webgpu', reason: 'it does 400 GFLOP/s on this machine, and WebAssembly 86' });
  expect(of(40, 86.2)).toMatchObject({ name: 'wasm', reason: 'it does 86 GFLOP/s on this machine, and WebGPU 40' });
});

test('a software adapter is not taken beside WebAssembly, though a busy machine may measure it faster; alone it is', () => {
  const software = option('webgpu', { gflops: 9.04 });
  expect(autoOf([software, option('wasm', { gflops: 8 }), cpu])).toMatchObject({
    name: 'wasm',
    reason: 'the only WebGPU adapter here is a software one, which takes longer for a step',
  });
  expect(autoOf([software, option('wasm', { gflops: 80 }), cpu]).reason).toBe('it does 80 GFLOP/s on this machine, and WebGPU 9.0');
  expect(autoOf([software, option('wasm', { available: false }), cpu])).toMatchObject({ name: 'webgpu', reason: 'it is the only fast engine here' });
});

test('what could not be measured is not taken before what could; without either, JavaScript', () => {
  expect(autoOf([option('webgpu', { hardware: true }), option('wasm', { gflops: 80 }), cpu])).toMatchObject({
    name: 'wasm',
    reason: 'it does 80 GFLOP/s on this machine, and WebGPU could not be measured',
  });
  expect(autoOf([option('webgpu', { hardware: true }), option('wasm'), cpu]).reason).toBe('none of the engines here could be measured');
  const none = [option('webgpu', { available: false }), option('wasm', { available: false }), cpu];
  expect(autoOf(none)).toMatchObject({ name: 'cpu', reason: 'this browser has neither WebGPU nor WebAssembly' });
});
