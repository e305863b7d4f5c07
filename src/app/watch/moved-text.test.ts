import { expect, test } from 'vitest';
import { movedText } from './moved-text';

const wasm = { name: 'wasm', adapter: 'SIMD', reason: '' } as const;
const lost = (epoch: number) => ({ epoch, why: 'device', before: 'webgpu' }) as const;

test('a run that had to go on on another engine says since when, whatever came later; one that stayed on its own says nothing', () => {
  const later = [{ epoch: 4, why: 'page' } as const, { epoch: 5, why: 'worker', before: 'wasm' } as const];
  expect(movedText({ engine: wasm, interruptions: [lost(1), lost(2.345), ...later] })).toBe('since WebGPU was lost at epoch 2.3; the last digits may differ');
  expect(movedText({ engine: wasm, interruptions: later })).toBeUndefined();
  expect(movedText({ engine: { ...wasm, name: 'webgpu' }, interruptions: [lost(1)] })).toBeUndefined();
  expect(movedText({ engine: wasm })).toBeUndefined();
});
