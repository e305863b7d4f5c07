import { expect, test } from 'vitest';
import type { EngineOption } from '../protocol/engine';
import { autoOf, candidatesIn } from './auto';

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

test('a software adapter is not even compared with WebAssembly; alone it is taken', () => {
  const [software, wasm] = [option('webgpu'), option('wasm')];
  expect(candidatesIn([software, wasm, cpu])).toEqual([wasm]);
  expect(autoOf([software, wasm, cpu])).toMatchObject({
    name: 'wasm',
    reason: 'the only WebGPU adapter here is a software one, which computes on the processor too',
  });
  const none = option('wasm', { available: false });
  expect(candidatesIn([software, none, cpu])).toEqual([software]);
  expect(autoOf([software, none, cpu])).toMatchObject({ name: 'webgpu', reason: 'it is the only fast engine here' });
  expect(autoOf([option('webgpu', { available: false }), wasm, cpu]).reason).toBe('it is the only fast engine here');
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
